/**
 * Performance prediction: what reward an architecture is going to get, and how sure that is,
 * learned from the trials so far. The predictor ranks candidates, so that few of them must be
 * trained.
 */
@NullMarked
package org.epnas.policy.predictor;

import org.jspecify.annotations.NullMarked;
