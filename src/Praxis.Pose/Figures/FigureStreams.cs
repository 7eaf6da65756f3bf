using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>The random streams of a sample: each split, item, attempt and purpose has its own.</summary>
/// <remarks>8 bits split, 32 bits item, 16 bits attempt, 8 bits purpose: streams of two splits never meet, so no outfit
/// of one is drawn from the words of another.</remarks>
internal readonly record struct FigureStreams(ulong Seed, FigureSplit Split, int Item, int Attempt)
{
    public const int MostAttempts = 1 << 16;

    public RandomStream Body => Of(0);

    public RandomStream Outfit => Of(1);

    public RandomStream Pose => Of(2);

    public RandomStream Place => Of(3);

    public RandomStream Other => Of(4);

    public RandomStream OtherOutfit => Of(5);

    public RandomStream Objects => Of(6);

    public RandomStream Backdrop => Of(7);

    public RandomStream Finish => Of(8);

    public ulong Noise => Number(9);

    private RandomStream Of(int purpose) => new(Seed, Number(purpose), 64);

    private ulong Number(int purpose) =>
        ((ulong)Split << 56) | ((ulong)(uint)Item << 24) | ((ulong)(uint)Attempt << 8) | (uint)purpose;
}
