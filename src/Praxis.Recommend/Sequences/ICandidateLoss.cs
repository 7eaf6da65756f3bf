namespace Praxis.Recommend;

/// <summary>The loss of one token as a function of its candidates' logits.</summary>
internal interface ICandidateLoss
{
    /// <summary>Loss and derivatives.</summary>
    /// <param name="logits">The target's logit, then the negatives'; minus infinity for one that does not
    /// count.</param>
    /// <param name="slopes">Receives factor times d loss / d logit.</param>
    /// <param name="factor">What the derivatives are multiplied by.</param>
    /// <returns>The loss, in nats.</returns>
    double Slopes(ReadOnlySpan<float> logits, Span<float> slopes, float factor);
}
