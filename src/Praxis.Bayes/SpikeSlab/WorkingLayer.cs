using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Latent variables under which the response of a <see cref="WorkingLink"/> is normal: z_i ~ N(η_i, 1 / w_i).
/// </summary>
/// <remarks>
/// Student and probit: y_i = 1 where z_i is positive, w_i ~ Gamma(ν / 2, rate σ²ν / 2), or 1. Logistic: w_i ~
/// PG(1, η_i) and z_i = (y_i - 1/2) / w_i. All spans have a place for each row.
/// </remarks>
internal static class WorkingLayer
{
    /// <summary>ν of <see cref="WorkingLink.Student"/>.</summary>
    internal const double Freedom = 7.3;

    /// <summary>σ² of <see cref="WorkingLink.Student"/>, which gives it the variance π² / 3.</summary>
    internal const double Scale = Math.PI * Math.PI * (Freedom - 2) / (3 * Freedom);

    /// <summary>The weight to begin with.</summary>
    internal static double FirstWeight(WorkingLink link) => link switch
    {
        WorkingLink.Student => 1 / Scale,
        WorkingLink.PolyaGamma => PolyaGammaDistribution.Mean(0),
        _ => 1,
    };

    /// <summary>Draws the latents given response and linear predictor; the residual z - η goes with them. With
    /// <see cref="WorkingLink.Gaussian"/> the response is the latent, and stays.</summary>
    internal static void Draw(
        WorkingLink link,
        RandomStream random,
        ReadOnlySpan<bool> response,
        Span<double> latent,
        Span<double> weights,
        Span<double> residual)
    {
        for (int i = 0; i < response.Length && link != WorkingLink.Gaussian; i++)
        {
            double predictor = latent[i] - residual[i];
            if (link == WorkingLink.PolyaGamma)
            {
                weights[i] = PolyaGammaDistribution.Sample(random, predictor);
                latent[i] = (response[i] ? 0.5 : -0.5) / weights[i];
            }
            else
            {
                latent[i] = DrawSide(random, response[i], predictor, weights[i]);
            }

            residual[i] = latent[i] - predictor;
            if (link == WorkingLink.Student)
            {
                weights[i] = GammaDistribution.Sample(
                    random, (Freedom + 1) / 2, 0.5 * ((residual[i] * residual[i]) + (Scale * Freedom)));
            }
        }
    }

    /// <summary>Draws latents and response given the linear predictor.</summary>
    internal static void Simulate(
        WorkingLink link,
        RandomStream random,
        Span<bool> response,
        Span<double> latent,
        Span<double> weights,
        Span<double> residual)
    {
        for (int i = 0; i < response.Length; i++)
        {
            double predictor = latent[i] - residual[i];
            if (link == WorkingLink.PolyaGamma)
            {
                response[i] = random.NextDouble() * (1 + Math.Exp(-predictor)) < 1;
                weights[i] = PolyaGammaDistribution.Sample(random, predictor);
                latent[i] = (response[i] ? 0.5 : -0.5) / weights[i];
            }
            else
            {
                weights[i] = link == WorkingLink.Student
                    ? GammaDistribution.Sample(random, Freedom / 2, Scale * Freedom / 2)
                    : 1;
                latent[i] = predictor + (NormalDistribution.Sample(random) / Math.Sqrt(weights[i]));
                response[i] = latent[i] > 0;
            }

            residual[i] = latent[i] - predictor;
        }
    }

    /// <summary>ln F(η), the log likelihood of a response of 1; that of 0 is at -η. Of a normal response, with the
    /// residual in place of η, its log density.</summary>
    internal static double LogLikelihood(WorkingLink link, double predictor) => link switch
    {
        WorkingLink.Student => StudentDistribution.LogCdf(predictor / Math.Sqrt(Scale), Freedom),
        WorkingLink.PolyaGamma => predictor > 0
            ? -SpecialFunctions.LogOnePlus(Math.Exp(-predictor))
            : predictor - SpecialFunctions.LogOnePlus(Math.Exp(predictor)),
        WorkingLink.Gaussian => -(predictor * predictor / 2) - SpecialFunctions.HalfLogTwoPi,
        _ => NormalDistribution.LogCdf(predictor),
    };

    // N(η, 1 / w) on its side of 0.
    private static double DrawSide(RandomStream random, bool isPositive, double predictor, double weight)
    {
        double deviation = weight == 1 ? 1 : 1 / Math.Sqrt(weight);
        return isPositive
            ? TruncatedNormalDistribution.Sample(random, predictor, deviation, 0, double.PositiveInfinity)
            : TruncatedNormalDistribution.Sample(random, predictor, deviation, double.NegativeInfinity, 0);
    }
}
