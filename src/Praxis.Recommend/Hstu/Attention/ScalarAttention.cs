namespace Praxis.Recommend;

/// <summary>Pointwise attention of one user by plain loops: what the fast kernels must equal, and the way on machines
/// without them.</summary>
internal static unsafe class ScalarAttention
{
    /// <summary>Output rows first..n - 1; Q and output start at row first, K and V at row 0.</summary>
    internal static void Forward(
        AttentionUser user, int first, in AttentionSettings settings, in AttentionTensors inputs, StridedRows output)
    {
        for (int row = first; row < user.Length; row++)
        {
            for (int head = 0; head < settings.HeadCount; head++)
            {
                int valueStart = head * settings.ValueWidth;
                var target = new Span<float>(output.Row(row - first) + valueStart, settings.ValueWidth);
                target.Clear();
                float* query = inputs.Queries.Row(row - first) + (head * settings.KeyWidth);
                for (int column = settings.FirstColumn(user.Place(row)); column < user.EndColumn(row); column++)
                {
                    Add(user, row, column, settings, inputs, head, query, target);
                }

                if (row >= user.HistoryLength)
                {
                    Add(user, row, row, settings, inputs, head, query, target);
                }

                foreach (ref float value in target)
                {
                    value *= settings.WeightScale;
                }
            }
        }
    }

    /// <summary>Gradients of the user's rows, and additions to those of the biases.</summary>
    internal static void Backward(
        AttentionUser user, in AttentionSettings settings, in AttentionTensors inputs, StridedRows outputGradient,
        in AttentionTensors gradients)
    {
        for (int row = 0; row < user.Length; row++)
        {
            new Span<float>(gradients.Queries.Row(row), settings.HeadCount * settings.KeyWidth).Clear();
            new Span<float>(gradients.Keys.Row(row), settings.HeadCount * settings.KeyWidth).Clear();
            new Span<float>(gradients.Values.Row(row), settings.HeadCount * settings.ValueWidth).Clear();
        }

        for (int row = 0; row < user.Length; row++)
        {
            for (int head = 0; head < settings.HeadCount; head++)
            {
                float* gradient = outputGradient.Row(row) + (head * settings.ValueWidth);
                for (int column = settings.FirstColumn(user.Place(row)); column < user.EndColumn(row); column++)
                {
                    AddGradients(user, row, column, settings, inputs, head, gradient, gradients);
                }

                if (row >= user.HistoryLength)
                {
                    AddGradients(user, row, row, settings, inputs, head, gradient, gradients);
                }
            }
        }
    }

    /// <summary>Which p a pair takes.</summary>
    internal static int PositionIndex(AttentionUser user, int row, int column, in AttentionSettings settings) =>
        settings.PositionCount - 1 + user.Place(column) - user.Place(row);

    private static float Score(
        AttentionUser user, int row, int column, in AttentionSettings settings, in AttentionTensors inputs, int head,
        float* query)
    {
        float* key = inputs.Keys.Row(column) + (head * settings.KeyWidth);
        float product = 0f;
        for (int c = 0; c < settings.KeyWidth; c++)
        {
            product += query[c] * key[c];
        }

        float score = product * settings.ScoreScale;
        if (settings.PositionCount != 0)
        {
            score += inputs.PositionBias[PositionIndex(user, row, column, settings)];
        }

        return settings.HasTimeBias
            ? score + inputs.TimeBias[TimeBuckets.Of(user.RowTimes[row] - user.Times[column])]
            : score;
    }

    private static void Add(
        AttentionUser user, int row, int column, in AttentionSettings settings, in AttentionTensors inputs, int head,
        float* query, Span<float> target)
    {
        float score = Score(user, row, column, settings, inputs, head, query);
        float weight = score * Sigmoid(score);
        float* value = inputs.Values.Row(column) + (head * settings.ValueWidth);
        for (int c = 0; c < target.Length; c++)
        {
            target[c] += weight * value[c];
        }
    }

    private static void AddGradients(
        AttentionUser user, int row, int column, in AttentionSettings settings, in AttentionTensors inputs, int head,
        float* outputGradient, in AttentionTensors gradients)
    {
        int keyStart = head * settings.KeyWidth;
        int valueStart = head * settings.ValueWidth;
        float* query = inputs.Queries.Row(row) + keyStart;
        float score = Score(user, row, column, settings, inputs, head, query);
        float sigmoid = Sigmoid(score);
        float weight = score * sigmoid * settings.WeightScale;
        float* value = inputs.Values.Row(column) + valueStart;
        float* valueGradient = gradients.Values.Row(column) + valueStart;
        float weightGradient = 0f;
        for (int c = 0; c < settings.ValueWidth; c++)
        {
            weightGradient += outputGradient[c] * value[c];
            valueGradient[c] += weight * outputGradient[c];
        }

        // SiLU'(s) = σ(s) (1 + s (1 - σ(s))).
        float scoreGradient =
            weightGradient * settings.WeightScale * sigmoid * (1f + (score * (1f - sigmoid)));
        float* key = inputs.Keys.Row(column) + keyStart;
        float* queryGradient = gradients.Queries.Row(row) + keyStart;
        float* keyGradient = gradients.Keys.Row(column) + keyStart;
        for (int c = 0; c < settings.KeyWidth; c++)
        {
            queryGradient[c] += scoreGradient * settings.ScoreScale * key[c];
            keyGradient[c] += scoreGradient * settings.ScoreScale * query[c];
        }

        if (settings.PositionCount != 0)
        {
            gradients.PositionBias[PositionIndex(user, row, column, settings)] += scoreGradient;
        }

        if (settings.HasTimeBias)
        {
            gradients.TimeBias[TimeBuckets.Of(user.RowTimes[row] - user.Times[column])] += scoreGradient;
        }
    }

    private static float Sigmoid(float x) => 1f / (1f + MathF.Exp(-x));
}
