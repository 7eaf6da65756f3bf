using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>A stream of records whose categories follow a Dirichlet process and whose vocabulary grows.</summary>
/// <remarks>
/// arXiv 2402.17152, appendix C. Each id has one category, drawn uniformly. At record r of R the ids below
/// (0.4 + 0.6 r / R) · items are there. A record draws five categories (so it has up to five), a prior H uniform on
/// their simplex, and α ~ U(1, 500). The category of position n = 1, 2, ... comes from H with probability
/// α / (α + n - 1) and else is that of an earlier position, each with the same probability; the item is uniform among
/// the category's ids that are there. Choices where the texts are silent: categories with no id yet are not drawn, and
/// "up to five" is five draws with replacement. A record depends on seed and number only.
/// </remarks>
internal sealed class SyntheticStream
{
    private readonly ulong _seed;
    private readonly int[][] _itemsByCategory;

    /// <summary>Assigns the categories.</summary>
    /// <param name="plan">Sizes.</param>
    /// <param name="seed">Seed of categories and records.</param>
    internal SyntheticStream(SyntheticStreamPlan plan, ulong seed)
    {
        Plan = plan;
        _seed = seed;
        var random = new RandomStream(seed, RandomPurpose.SyntheticVocabulary.Stream(0));
        var members = new List<int>[plan.CategoryCount];
        for (int category = 0; category < members.Length; category++)
        {
            members[category] = [];
        }

        CategoryOf = new int[plan.ItemCount];
        for (int item = 0; item < plan.ItemCount; item++)
        {
            CategoryOf[item] = random.NextInt(plan.CategoryCount);
            members[CategoryOf[item]].Add(item);
        }

        _itemsByCategory = [.. members.Select(list => list.ToArray())];
    }

    /// <summary>Sizes.</summary>
    internal SyntheticStreamPlan Plan { get; }

    /// <summary>Category of each id: [items].</summary>
    internal int[] CategoryOf { get; }

    /// <summary>Number of ids that are there at a record.</summary>
    internal int AvailableAt(int record)
    {
        double share = Plan.FirstShare + ((1 - Plan.FirstShare) * record / Plan.RecordCount);
        return Math.Clamp((int)(share * Plan.ItemCount), 1, Plan.ItemCount);
    }

    /// <summary>How many ids of a category lie below a bound.</summary>
    internal int CountAvailable(int category, int available)
    {
        int place = Array.BinarySearch(_itemsByCategory[category], available);
        return place >= 0 ? place : ~place;
    }

    /// <summary>Makes a record.</summary>
    /// <param name="index">Its number, from 0.</param>
    internal SyntheticRecord Record(int index)
    {
        var random = new RandomStream(_seed, RandomPurpose.SyntheticRecords.Stream((ulong)index));
        int available = AvailableAt(index);
        int[] categories = DrawCategories(random, available);
        double[] prior = DrawSimplex(random, categories.Length);
        double range = Plan.GreatestConcentration - Plan.LeastConcentration;
        double concentration = Plan.LeastConcentration + (range * random.NextDouble());
        var items = new int[Plan.Length];
        var drawn = new int[Plan.Length];
        var fromPrior = new bool[Plan.Length];
        for (int n = 0; n < items.Length; n++)
        {
            // n earlier positions: the urn holds α + n.
            double place = random.NextDouble() * (concentration + n);
            fromPrior[n] = n == 0 || place < concentration;
            drawn[n] = fromPrior[n]
                ? categories[Choose(prior, random.NextDouble())]
                : drawn[Math.Min(n - 1, (int)(place - concentration))];
            items[n] = _itemsByCategory[drawn[n]][random.NextInt(CountAvailable(drawn[n], available))];
        }

        var byCategory = new SortedDictionary<int, double>();
        for (int c = 0; c < categories.Length; c++)
        {
            byCategory[categories[c]] = prior[c];
        }

        return new SyntheticRecord(items, drawn, fromPrior, byCategory, concentration, available);
    }

    private int[] DrawCategories(RandomStream random, int available)
    {
        var categories = new List<int>();
        for (int draw = 0; draw < Plan.CategoryDraws; draw++)
        {
            int category;
            do
            {
                category = random.NextInt(Plan.CategoryCount);
            }
            while (CountAvailable(category, available) == 0);

            if (!categories.Contains(category))
            {
                categories.Add(category);
            }
        }

        return [.. categories];
    }

    // Exponential numbers over their sum are uniform on the simplex.
    private static double[] DrawSimplex(RandomStream random, int count)
    {
        var values = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            values[i] = -Math.Log(1 - random.NextDouble());
            sum += values[i];
        }

        for (int i = 0; i < count; i++)
        {
            values[i] /= sum;
        }

        return values;
    }

    private static int Choose(double[] probabilities, double uniform)
    {
        double sum = 0;
        for (int i = 0; i < probabilities.Length - 1; i++)
        {
            sum += probabilities[i];
            if (uniform < sum)
            {
                return i;
            }
        }

        return probabilities.Length - 1;
    }
}
