/**
 * The front door: {@link org.epnas.study.Study} runs a search from a few lines of a program, with
 * the same engine, run folder and records as the command line.
 */
@NullMarked
package org.epnas.study;

import org.jspecify.annotations.NullMarked;
