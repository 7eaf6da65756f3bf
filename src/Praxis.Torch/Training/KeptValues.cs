namespace Praxis.Torch;

/// <summary>Values that a training keeps beside those it changes: the best epoch's and, where wanted, their running
/// mean.</summary>
internal sealed class KeptValues : IDisposable
{
    internal KeptValues(ITrainable network, double averageDecay)
    {
        if (averageDecay > 0 && network.Tables.Count > 0)
        {
            throw new ArgumentException("tables of rows have no running mean", nameof(averageDecay));
        }

        Best = new BestValues(network);
        Average = averageDecay > 0 ? new AverageValues(network.Parameters, averageDecay) : null;
    }

    internal BestValues Best { get; }

    internal AverageValues? Average { get; }

    /// <summary>Does something with the running mean in the place of the values, if there is one.</summary>
    internal T Averaged<T>(Func<T> action)
    {
        Average?.Exchange();
        try
        {
            return action();
        }
        finally
        {
            Average?.Exchange();
        }
    }

    public void Dispose() => Best.Dispose();
}
