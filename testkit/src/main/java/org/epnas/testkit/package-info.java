/**
 * What every plug-in promises, one class per plug-in point. A test class extends it, makes the
 * plug-in, and runs the whole suite; see docs/test.md.
 */
@NullMarked
package org.epnas.testkit;

import org.jspecify.annotations.NullMarked;
