/**
 * The built-in resources that a search can limit: model size, compute, compute intensity, latency.
 */
@NullMarked
package org.epnas.searchspaces.resource;

import org.jspecify.annotations.NullMarked;
