using Praxis.Recommend;

namespace Praxis.Statistical.Tests.Recommend;

/// <summary>The synthetic stream has the probabilities that its definition gives.</summary>
public sealed class SyntheticStreamTests
{
    private static readonly SyntheticStreamPlan Plan = new()
    {
        ItemCount = 4000,
        CategoryCount = 100,
        RecordCount = 6000,
        Length = 64,
    };

    [Fact]
    public void Positions_FromThePrior_AreAsOftenAsTheUrnSays()
    {
        SyntheticRecord[] records = Records(seed: 1);
        Assert.All(records, record => Assert.True(record.AreFromPrior[0]));
        foreach (int n in new[] { 2, 5, 20, 64 })
        {
            // Given α it is α / (α + n - 1); α is known, so the sum has a known mean and variance.
            double mean = 0;
            double variance = 0;
            int found = 0;
            foreach (SyntheticRecord record in records)
            {
                double probability = record.Concentration / (record.Concentration + n - 1);
                mean += probability;
                variance += probability * (1 - probability);
                found += record.AreFromPrior[n - 1] ? 1 : 0;
            }

            Assert.InRange(Math.Abs(found - mean), 0, 4 * Math.Sqrt(variance));
        }
    }

    [Fact]
    public void Concentrations_AreUniform()
    {
        double[] values = [.. Records(seed: 2).Select(record => record.Concentration)];
        Assert.All(values, value => Assert.InRange(value, 1, 500));
        double error = 499 / Math.Sqrt(12.0 * values.Length);
        Assert.InRange(Math.Abs(values.Average() - 250.5), 0, 4 * error);
        double low = values.Count(value => value < 1 + 49.9) / (double)values.Length;
        Assert.InRange(Math.Abs(low - 0.1), 0, 4 * Math.Sqrt(0.09 / values.Length));
    }

    [Fact]
    public void Pairs_OfEqualCategory_AreAsOftenAtAnyTwoPlaces()
    {
        // The urn is exchangeable: P(equal) = 1/(α+1) + α/(α+1) Σ H².
        SyntheticRecord[] records = Records(seed: 3, most: 20);
        foreach ((int m, int n) in new[] { (0, 1), (0, 63), (40, 41), (10, 50) })
        {
            double mean = 0;
            double variance = 0;
            int found = 0;
            foreach (SyntheticRecord record in records)
            {
                double a = record.Concentration;
                double probability = (1 + (a * record.Prior.Values.Sum(h => h * h))) / (a + 1);
                mean += probability;
                variance += probability * (1 - probability);
                found += record.Categories[m] == record.Categories[n] ? 1 : 0;
            }

            Assert.InRange(Math.Abs(found - mean), 0, 4 * Math.Sqrt(variance));
        }
    }

    [Fact]
    public void Categories_OverTheStream_HaveEqualShares()
    {
        // A record holds at most five categories; its share of one has a known bound on the variance.
        SyntheticRecord[] records = Records(seed: 4);
        var shares = new double[Plan.CategoryCount];
        foreach (SyntheticRecord record in records)
        {
            foreach ((int category, double probability) in record.Prior)
            {
                shares[category] += probability / records.Length;
            }
        }

        Assert.Equal(1, shares.Sum(), 1e-9);
        double error = Math.Sqrt(0.01 * 0.99 / records.Length);
        Assert.All(shares, share => Assert.InRange(Math.Abs(share - 0.01), 0, 4 * error));
        Assert.All(records, record => Assert.InRange(record.Prior.Count, 1, 5));
    }

    [Fact]
    public void Items_OfACategory_AreEquallyLikelyAmongThoseThatAreThere()
    {
        var stream = new SyntheticStream(Plan with { RecordCount = 3000, FirstShare = 1.0 }, seed: 5);
        var counts = new double[Plan.ItemCount];
        var expected = new double[Plan.ItemCount];
        for (int record = 0; record < stream.Plan.RecordCount; record++)
        {
            SyntheticRecord made = stream.Record(record);
            for (int n = 0; n < made.Items.Length; n++)
            {
                counts[made.Items[n]]++;
                Assert.Equal(stream.CategoryOf[made.Items[n]], made.Categories[n]);
            }
        }

        double[] ofCategory = new double[Plan.CategoryCount];
        for (int item = 0; item < counts.Length; item++)
        {
            ofCategory[stream.CategoryOf[item]] += counts[item];
        }

        double chiSquare = 0;
        for (int item = 0; item < counts.Length; item++)
        {
            int category = stream.CategoryOf[item];
            expected[item] = ofCategory[category] / stream.CountAvailable(category, Plan.ItemCount);
            chiSquare += (counts[item] - expected[item]) * (counts[item] - expected[item]) / expected[item];
        }

        // 3,900 degrees of freedom: mean 3,900, deviation 88.
        Assert.InRange(chiSquare, 3900 - (4 * 88.3), 3900 + (4 * 88.3));
    }

    [Fact]
    public void Vocabulary_OverTheStream_GrowsFromTwoFifthsToAll()
    {
        var paper = new SyntheticStream(new SyntheticStreamPlan(), seed: 6);
        Assert.Equal(8000, paper.AvailableAt(0));
        Assert.Equal(14_000, paper.AvailableAt(500_000));
        Assert.InRange(paper.AvailableAt(999_999), 19_999, 20_000);
        SyntheticRecord[] records = Records(seed: 7);
        Assert.All(records, record => Assert.True(record.Items.Max() < record.AvailableCount));

        // New ids are used as soon as they are there.
        Assert.True(records[..600].SelectMany(record => record.Items).Max() > 1650);
        Assert.True(records[^600..].SelectMany(record => record.Items).Max() > 3950);
    }

    [Fact]
    public void Records_SameSeed_AreEqualInAnyOrder()
    {
        var first = new SyntheticStream(Plan, seed: 8);
        var second = new SyntheticStream(Plan, seed: 8);
        int[] late = second.Record(5000).Items;
        Assert.Equal(first.Record(17).Items, second.Record(17).Items);
        Assert.Equal(first.Record(5000).Items, late);
        Assert.NotEqual(first.Record(17).Items, new SyntheticStream(Plan, seed: 9).Record(17).Items);
    }

    private static SyntheticRecord[] Records(ulong seed, double most = 500)
    {
        var stream = new SyntheticStream(Plan with { GreatestConcentration = most }, seed);
        return [.. Enumerable.Range(0, Plan.RecordCount).Select(stream.Record)];
    }
}
