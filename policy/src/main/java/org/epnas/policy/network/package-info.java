/**
 * The policy network: an LSTM embeds an architecture, another one emits a transformation choice by
 * choice.
 */
@NullMarked
package org.epnas.policy.network;

import org.jspecify.annotations.NullMarked;
