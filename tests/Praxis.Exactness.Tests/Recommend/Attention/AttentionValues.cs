namespace Praxis.Exactness.Tests.Recommend;

/// <summary>Inputs of attention in double precision, or their gradients.</summary>
internal sealed record AttentionValues(double[] Q, double[] K, double[] V, double[] Position, double[] Time)
{
    internal double[][] All => [Q, K, V, Position, Time];

    internal AttentionValues Zeros() => new(
        new double[Q.Length], new double[K.Length], new double[V.Length], new double[Position.Length],
        new double[Time.Length]);

    internal void Add(int position, int bucket, double gradient)
    {
        if (position >= 0)
        {
            Position[position] += gradient;
        }

        if (bucket >= 0)
        {
            Time[bucket] += gradient;
        }
    }
}
