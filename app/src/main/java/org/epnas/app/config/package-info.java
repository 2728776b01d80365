@NullMarked
package org.epnas.app.config;

import org.jspecify.annotations.NullMarked;
