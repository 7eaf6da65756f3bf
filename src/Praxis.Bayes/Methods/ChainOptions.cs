using System.ComponentModel.DataAnnotations;

namespace Praxis.Bayes;

/// <summary>How long the chains of a method run, and which hyperparameters stand in for those not
/// given.</summary>
public abstract record ChainOptions
{
    /// <summary>Hyperparameters that stand in for those left at -1 or 0: default, or paper for those of the authors'
    /// code.</summary>
    public HyperparameterPreset Preset { get; init; } = HyperparameterPreset.Default;

    /// <summary>Independent chains; two and more show whether they agree.</summary>
    [Range(1, 64)]
    public int Chains { get; init; } = 4;

    /// <summary>Sweeps of each chain before draws count.</summary>
    [Range(0, 100_000_000)]
    public int WarmUp { get; init; } = 4_000;

    /// <summary>Sweeps of each chain that count, rounded up to 50 batches.</summary>
    [Range(50, 100_000_000)]
    public int Draws { get; init; } = 20_000;

    /// <summary>Sweeps between two draws that are kept for traces and matrices; 0 for as many as keep 1000 a
    /// chain.</summary>
    [Range(0, 1_000_000)]
    public int Thin { get; init; }
}

/// <summary>Hyperparameters that stand in for those not given.</summary>
public enum HyperparameterPreset
{
    /// <summary>Values that recover known graphs well, by measurement.</summary>
    Default,

    /// <summary>Values of the authors' code, or the reconstruction where there is none.</summary>
    Paper,
}
