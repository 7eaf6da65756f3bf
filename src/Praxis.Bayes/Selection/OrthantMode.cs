namespace Praxis.Bayes;

/// <summary>The mode of a model within one orthant of its selected coefficients.</summary>
/// <param name="Mode">All coefficients: [d].</param>
/// <param name="Factor">L of -f'' = LL' there, row by row: [d, d].</param>
/// <param name="LogMarginal">Laplace's approximation of the orthant's part of the marginal likelihood.</param>
internal sealed record OrthantMode(double[] Mode, double[] Factor, double LogMarginal);
