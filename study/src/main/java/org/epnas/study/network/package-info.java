/** The networks that speed is measured on, of the kinds and sizes that a search meets. */
@NullMarked
package org.epnas.study.network;

import org.jspecify.annotations.NullMarked;
