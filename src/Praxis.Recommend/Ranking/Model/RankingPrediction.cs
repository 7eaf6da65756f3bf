namespace Praxis.Recommend;

/// <summary>Turns outputs of the network into probabilities and values.</summary>
internal static class RankingPrediction
{
    /// <summary>Probabilities of binary tasks and values of others.</summary>
    /// <param name="vocabulary">Tasks and scales.</param>
    /// <param name="outputs">Logits and standardised values, [E, tasks].</param>
    /// <param name="predictions">Receives [E, tasks].</param>
    internal static void FromOutputs(
        RankingVocabulary vocabulary, ReadOnlySpan<float> outputs, Span<float> predictions)
    {
        int tasks = vocabulary.Tasks.Count;
        for (int i = 0; i < outputs.Length; i++)
        {
            int task = i % tasks;
            predictions[i] = vocabulary.Tasks[task].Kind == RankingTaskKind.Binary
                ? (float)(1 / (1 + Math.Exp(-outputs[i])))
                : (float)((outputs[i] * vocabulary.Deviations[task]) + vocabulary.Means[task]);
        }
    }
}
