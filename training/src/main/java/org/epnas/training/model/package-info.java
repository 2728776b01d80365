/**
 * A trained network that can be used: the file it is kept in ({@link
 * org.epnas.training.model.ModelCard}, one safetensors file), and {@link
 * org.epnas.training.model.Model}, which loads it and names what is on an image. {@link
 * org.epnas.training.model.ArchitectureJson} is the one way in which architectures become JSON.
 */
@NullMarked
package org.epnas.training.model;

import org.jspecify.annotations.NullMarked;
