/**
 * What search spaces have in common: trees of decisions, scaling factors and how often an image is
 * halved. For the spaces of this module and for new ones built in the same way.
 */
@NullMarked
package org.epnas.searchspaces.transformation;

import org.jspecify.annotations.NullMarked;
