namespace Praxis.Recommend;

/// <summary>An estimate and its 95 % interval.</summary>
/// <param name="Estimate">The mean over the cases.</param>
/// <param name="Low">The 2.5 % quantile of the resampled means.</param>
/// <param name="High">The 97.5 % quantile of the resampled means.</param>
public readonly record struct ConfidenceInterval(double Estimate, double Low, double High)
{
    /// <summary>Whether the interval leaves out zero.</summary>
    public bool ExcludesZero => Low > 0 || High < 0;
}
