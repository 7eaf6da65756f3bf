namespace Praxis.Pose;

/// <summary>What a trained pose network is made of, for those who write it in another form.</summary>
/// <typeparam name="TMap">A map of features between two operations.</typeparam>
internal interface IPoseBuilder<TMap>
    where TMap : class
{
    /// <summary>Normalisation and ReLU where the layer has one before it, convolution, the addend, and a ReLU where the
    /// layer ends in one.</summary>
    TMap Convolve(TMap input, FoldedConvolution layer, TMap? addend = null);

    /// <summary>The greatest of each 2 x 2 pixels.</summary>
    TMap Pool(TMap input);

    /// <summary>Each pixel of the small map added to 2 x 2 of the large one.</summary>
    TMap AddEnlarged(TMap large, TMap small);

    /// <summary>F + Σ_r m_r g_r F, m the softmax of logits without its last; g = σ(excite(relu(squeeze(v_r)))) of the
    /// region's mean features v_r, or 1.</summary>
    TMap Gate(TMap features, TMap logits, FoldedConvolution? squeeze, FoldedConvolution? excite);

    /// <summary>F + F σ(logit) g, g = σ(excite(relu(squeeze(mean features)))).</summary>
    TMap Mask(TMap features, TMap logit, FoldedConvolution squeeze, FoldedConvolution excite);

    /// <summary>F M, M the greatest heat of any joint within [0, 1], grown by a pixel.</summary>
    TMap Guide(TMap features, TMap heat);

    /// <summary>The heat maps of a stack are an answer.</summary>
    void Answer(TMap heat, bool isLast);

    /// <summary>The logits' mean over the picture, weighed by the softmax of ten times the heat, is an answer.
    /// </summary>
    void AnswerVisibility(TMap logits, TMap heat);
}
