package org.epnas.policy.epnas;

/** Who makes the candidates. */
public enum ProposalMode {
  /** The LSTM policy. */
  POLICY,
  /** Uniform transformations; the rest stays the same. The ablation that shows what it buys. */
  UNIFORM
}
