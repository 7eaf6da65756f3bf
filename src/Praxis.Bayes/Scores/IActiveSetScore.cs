namespace Praxis.Bayes;

/// <summary>A local score that needs nothing of a set but its factor: what samplers move along with.</summary>
internal interface IActiveSetScore : ILocalScore
{
    /// <summary>The matrix to factor: X'X with all prior scale added.</summary>
    GramMatrix Matrix { get; }

    /// <summary>The score of a set.</summary>
    /// <param name="count">s, its size.</param>
    /// <param name="logDeterminant">ln |M_PP|.</param>
    /// <param name="residual">M_tt - M_tP M_PP⁻¹ M_Pt, positive.</param>
    double Of(int count, double logDeterminant, double residual);
}
