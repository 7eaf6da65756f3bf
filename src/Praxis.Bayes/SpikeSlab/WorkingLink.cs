namespace Praxis.Bayes;

/// <summary>How a response hangs on the linear predictor, and by which latent variables the likelihood
/// becomes normal.</summary>
public enum WorkingLink
{
    /// <summary>Student's t with 7.3 degrees of freedom, scaled to the variance of the logistic law (O'Brien and Dunson
    /// 2004): its distribution function is nowhere farther than 0.002 from the logistic. A truncated normal latent, of
    /// gamma precision, for each row.</summary>
    Student,

    /// <summary>The logistic link itself, by a Pólya-Gamma latent for each row (Polson, Scott and Windle
    /// 2013).</summary>
    PolyaGamma,

    /// <summary>The probit link, by a truncated normal latent for each row (Albert and Chib 1993).</summary>
    Probit,

    /// <summary>A continuous response with normal errors of variance 1: no latent.</summary>
    Gaussian,
}
