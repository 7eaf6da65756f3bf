using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

// T outputs, C candidates of each, M items, P_u and P_x components of width d, P = P_u P_x logits of a pair.

/// <summary>A learnt similarity of outputs and items: several inner products, weighed by a gate that looks at both
/// sides and at the products.</summary>
/// <remarks>
/// arXiv 2306.04039 and 2407.15462: with u_p and x_q the components of an output y and an item at unit length, logits
/// l_pq = u_p.x_q / τ; weights π = softmax(SiLU(g_u(y) g_x(e) + g_l(l))) over the P pairs; similarity Σ π l. Items
/// come in as √D E, as at the input of the encoder.
/// </remarks>
internal sealed class MixtureOfLogits : IDisposable
{
    private const double LeastNorm = 1e-6;
    private readonly Parameter _userComponents;
    private readonly Parameter _userBias;
    private readonly Parameter _itemComponents;
    private readonly Parameter _itemBias;
    private readonly MixtureGate _userGate;
    private readonly MixtureGate _itemGate;
    private readonly MixtureGate _crossGate;
    private readonly torch.Tensor _inverseTemperature;

    /// <summary>Makes the mixture with first values from the seed.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="seed">The seed.</param>
    internal MixtureOfLogits(MixtureSizes sizes, double temperature, ulong seed)
    {
        Sizes = sizes;
        var random = new RandomStream(seed, RandomPurpose.Initialization.Stream(0, slot: 2));
        int users = sizes.UserComponents * sizes.ComponentWidth;
        int items = sizes.ItemComponents * sizes.ComponentWidth;
        _userComponents = MixtureGate.Weight("mixture.user", sizes.Width, users, random);
        _userBias = new Parameter("mixture.user_bias", [users], new float[users]);
        _itemComponents = MixtureGate.Weight("mixture.item", sizes.Width, items, random);
        _itemBias = new Parameter("mixture.item_bias", [items], new float[items]);
        int logits = sizes.LogitCount;
        _userGate = new MixtureGate("mixture.user_gate", sizes.Width, sizes.GateWidth, logits, random);
        _itemGate = new MixtureGate("mixture.item_gate", sizes.Width, sizes.GateWidth, logits, random);
        _crossGate = new MixtureGate("mixture.cross_gate", logits, sizes.GateWidth, logits, random);
        UserParameters = [_userComponents, _userBias, .. _userGate.Parameters, .. _crossGate.Parameters];
        ItemParameters = [_itemComponents, _itemBias, .. _itemGate.Parameters];
        Parameters = [.. UserParameters, .. ItemParameters];
        _inverseTemperature = torch.tensor([(float)(1 / temperature)]).DetachFromDisposeScope();
    }

    /// <summary>The sizes.</summary>
    internal MixtureSizes Sizes { get; }

    /// <summary>Trained tensors of which outputs and pairs make use.</summary>
    internal IReadOnlyList<Parameter> UserParameters { get; }

    /// <summary>Trained tensors of which items make use.</summary>
    internal IReadOnlyList<Parameter> ItemParameters { get; }

    /// <summary>All trained tensors.</summary>
    internal IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Components and gates of outputs.</summary>
    /// <param name="outputs">y, [T, D].</param>
    /// <returns>[T, P_u d] and [T, P].</returns>
    internal MixtureSide OfUsers(torch.Tensor outputs)
    {
        torch.Tensor units = Units(outputs.Affine(_userComponents.Value, _userBias.Value));
        return new MixtureSide(units * _inverseTemperature, _userGate.Apply(outputs));
    }

    /// <summary>Components and gates of items.</summary>
    /// <param name="rows">√D E, [M, D].</param>
    /// <returns>[M, P_x d] and [M, P].</returns>
    internal MixtureSide OfItems(torch.Tensor rows) => new(
        Units(rows.Affine(_itemComponents.Value, _itemBias.Value)), _itemGate.Apply(rows));

    /// <summary>Similarities of outputs with candidates of their own.</summary>
    /// <param name="users">T outputs.</param>
    /// <param name="items">T · C items, the first output's first.</param>
    /// <returns>[T, C].</returns>
    internal torch.Tensor OwnLogits(MixtureSide users, MixtureSide items)
    {
        long count = users.Gates.shape[0];
        torch.Tensor own = items.Components.view(count, -1, Sizes.ComponentWidth).transpose(1, 2);
        torch.Tensor products = Split(users.Components).bmm(own);
        return Mix(products, users.Gates, items.Gates.view(count, -1, Sizes.LogitCount));
    }

    /// <summary>Similarities of outputs with the same items.</summary>
    /// <param name="users">T outputs.</param>
    /// <param name="items">M items.</param>
    /// <returns>[T, M].</returns>
    internal torch.Tensor SharedLogits(MixtureSide users, MixtureSide items)
    {
        long count = users.Gates.shape[0];
        torch.Tensor products = users.Components.view(-1, Sizes.ComponentWidth)
            .mm(items.Components.view(-1, Sizes.ComponentWidth).t())
            .view(count, Sizes.UserComponents, -1);
        return Mix(products, users.Gates, items.Gates.unsqueeze(0));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inverseTemperature.Dispose();
        _userComponents.Dispose();
        _userBias.Dispose();
        _itemComponents.Dispose();
        _itemBias.Dispose();
        _userGate.Dispose();
        _itemGate.Dispose();
        _crossGate.Dispose();
    }

    // Products come as [T, P_u, C P_x]; what is mixed lies together.
    private torch.Tensor Mix(torch.Tensor products, torch.Tensor userGates, torch.Tensor itemGates)
    {
        long count = products.shape[0];
        torch.Tensor logits = products.view(count, Sizes.UserComponents, -1, Sizes.ItemComponents)
            .permute(0, 2, 1, 3)
            .reshape(-1, Sizes.LogitCount);
        torch.Tensor sides = (userGates.unsqueeze(1) * itemGates).view(-1, Sizes.LogitCount);
        torch.Tensor gates = torch.nn.functional.silu(sides.Plus(_crossGate.Apply(logits)));
        torch.Tensor weights = torch.nn.functional.softmax(gates, 1);
        return (weights * logits).sum(1).view(count, -1);
    }

    private torch.Tensor Split(torch.Tensor components) =>
        components.view(components.shape[0], -1, Sizes.ComponentWidth);

    private torch.Tensor Units(torch.Tensor components) =>
        torch.nn.functional.normalize(Split(components), 2, 2, LeastNorm).view(components.shape);
}
