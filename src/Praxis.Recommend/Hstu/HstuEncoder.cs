namespace Praxis.Recommend;

/// <summary>The network between item vectors and outputs, for comparisons under the same loss and data.</summary>
public enum HstuEncoder
{
    /// <summary>HSTU: pointwise attention, whose weights are free sums.</summary>
    Hstu,

    /// <summary>The HSTU block with softmax attention.</summary>
    HstuSoftmax,

    /// <summary>A Transformer: norm before each part, learned positions, GELU feed-forward of four times the
    /// width.</summary>
    Transformer,

    /// <summary>A Transformer with rotary positions, SwiGLU and root-mean-square norms.</summary>
    TransformerPlus,
}
