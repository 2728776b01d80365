/**
 * The layer-by-layer space: the whole network is edited by inserting, removing and scaling layers
 * (EPNAS, Zhou et al. 2019, Fig. 3).
 */
@NullMarked
package org.epnas.searchspaces.layerwise;

import org.jspecify.annotations.NullMarked;
