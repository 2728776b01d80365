/**
 * The plug-in point for devices: a {@link org.epnas.training.backend.Backend} compiles programs
 * into {@link org.epnas.training.backend.Executable}s, under rules and with messages that all
 * share.
 */
@NullMarked
package org.epnas.training.backend;

import org.jspecify.annotations.NullMarked;
