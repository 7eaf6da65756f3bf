using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend;

/// <summary>Pointwise attention as the formula says, pair by pair in double precision: the truth for the
/// kernels.</summary>
internal static class AttentionReference
{
    /// <summary>Outputs, [T, H Dv].</summary>
    internal static double[] Forward(AttentionCase data, AttentionValues values)
    {
        AttentionSettings settings = data.Settings;
        var output = new double[data.RowCount * settings.HeadCount * settings.ValueWidth];
        foreach ((int row, int column, int position, int bucket) in Pairs(data))
        {
            for (int head = 0; head < settings.HeadCount; head++)
            {
                double score = Score(data, values, row, column, position, bucket, head);
                double weight = score / (1 + Math.Exp(-score)) * settings.WeightScale;
                for (int c = 0; c < settings.ValueWidth; c++)
                {
                    int place = (head * settings.ValueWidth) + c;
                    output[(row * settings.HeadCount * settings.ValueWidth) + place] += weight
                        * values.V[(column * settings.HeadCount * settings.ValueWidth) + place];
                }
            }
        }

        return output;
    }

    /// <summary>Gradients of Σ output * outputGradient.</summary>
    internal static AttentionValues Backward(AttentionCase data, AttentionValues values, double[] outputGradient)
    {
        AttentionSettings settings = data.Settings;
        AttentionValues gradients = values.Zeros();
        int keyRow = settings.HeadCount * settings.KeyWidth;
        int valueRow = settings.HeadCount * settings.ValueWidth;
        foreach ((int row, int column, int position, int bucket) in Pairs(data))
        {
            for (int head = 0; head < settings.HeadCount; head++)
            {
                double score = Score(data, values, row, column, position, bucket, head);
                double sigmoid = 1 / (1 + Math.Exp(-score));
                double weightGradient = 0;
                for (int c = head * settings.ValueWidth; c < (head + 1) * settings.ValueWidth; c++)
                {
                    weightGradient += outputGradient[(row * valueRow) + c] * values.V[(column * valueRow) + c];
                    gradients.V[(column * valueRow) + c] +=
                        score * sigmoid * settings.WeightScale * outputGradient[(row * valueRow) + c];
                }

                double gradient = weightGradient * settings.WeightScale
                    * (sigmoid + (score * sigmoid * (1 - sigmoid)));
                for (int c = head * settings.KeyWidth; c < (head + 1) * settings.KeyWidth; c++)
                {
                    gradients.Q[(row * keyRow) + c] += gradient * settings.ScoreScale * values.K[(column * keyRow) + c];
                    gradients.K[(column * keyRow) + c] += gradient * settings.ScoreScale * values.Q[(row * keyRow) + c];
                }

                gradients.Add(position, bucket, gradient);
            }
        }

        return gradients;
    }

    /// <summary>Every pair that attention looks at, with its place in both bias tables (-1 without the bias).</summary>
    internal static IEnumerable<(int Row, int Column, int Position, int Bucket)> Pairs(AttentionCase data)
    {
        AttentionSettings settings = data.Settings;
        for (int user = 0; user + 1 < data.Offsets.Length; user++)
        {
            int start = data.Offsets[user];
            int length = data.Offsets[user + 1] - start;
            int history = length - (data.TargetCounts.Length == 0 ? 0 : data.TargetCounts[user]);
            for (int i = 0; i < length; i++)
            {
                for (int j = 0; j < length; j++)
                {
                    // Candidates share the place behind the history.
                    int distance = Math.Min(i, history) - Math.Min(j, history);
                    bool isSeen = i == j || (j < history && distance > 0);
                    bool isNear = settings.Window == 0 || distance < settings.Window;
                    if (isSeen && isNear)
                    {
                        yield return (
                            start + i,
                            start + j,
                            settings.PositionCount == 0 ? -1 : settings.PositionCount - 1 - distance,
                            settings.HasTimeBias
                                ? TimeBuckets.ByFormula(data.RowTimes[start + i] - data.Times[start + j])
                                : -1);
                    }
                }
            }
        }
    }

    private static double Score(
        AttentionCase data, AttentionValues values, int row, int column, int position, int bucket, int head)
    {
        int keyRow = data.Settings.HeadCount * data.Settings.KeyWidth;
        double product = 0;
        for (int c = head * data.Settings.KeyWidth; c < (head + 1) * data.Settings.KeyWidth; c++)
        {
            product += values.Q[(row * keyRow) + c] * values.K[(column * keyRow) + c];
        }

        return (product * data.Settings.ScoreScale)
            + (position < 0 ? 0 : values.Position[position])
            + (bucket < 0 ? 0 : values.Time[bucket]);
    }
}
