using CsCheck;
using Praxis.Core;
using Praxis.Motion;

namespace Praxis.Tests.Motion.Rotations;

public sealed class RotationTests
{
    private const double Rounding = 1e-12;

    private static readonly Gen<Vector3D> Vectors =
        Gen.Select(Gen.Double[-4, 4], Gen.Double[-4, 4], Gen.Double[-4, 4], (x, y, z) => new Vector3D(x, y, z));

    private static readonly Gen<Rotation> AnyRotation = Vectors.Select(Rotation.FromExponentialMap);

    public static TheoryData<string> Orders => [.. EulerOrder.All.Select(order => order.ToString())];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Euler_AnyRotation_GivesTheRotationBack(string name)
    {
        EulerOrder order = EulerOrder.Parse(name);

        AnyRotation.Sample(rotation => AssertSame(rotation, Rotation.FromEuler(order, rotation.ToEuler(order))));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Euler_AnglesOfTheMainRange_ComeBack(string name)
    {
        EulerOrder order = EulerOrder.Parse(name);
        double low = order.IsProper ? 1 : -89;
        double high = order.IsProper ? 179 : 89;
        Gen.Select(Gen.Double[-179, 179], Gen.Double[low, high], Gen.Double[-179, 179]).Sample((a, b, c) =>
        {
            Vector3D found = Rotation.FromEuler(order, new Vector3D(a, b, c)).ToEuler(order);
            Assert.InRange((found - new Vector3D(a, b, c)).Length, 0, 1e-10);
        });
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Euler_FirstAndThirdAxisOnOneLine_GivesTheRotationBack(string name)
    {
        EulerOrder order = EulerOrder.Parse(name);
        double[] middles = order.IsProper ? [0, 180, 1e-7, 180 - 1e-7] : [90, -90, 90 - 1e-7, -90 + 1e-7];
        Gen.Select(Gen.Double[-180, 180], Gen.Int[0, 3], Gen.Double[-180, 180]).Sample((a, middle, c) =>
        {
            Rotation rotation = Rotation.FromEuler(order, new Vector3D(a, middles[middle], c));
            AssertSame(rotation, Rotation.FromEuler(order, rotation.ToEuler(order)));
        });
    }

    [Fact]
    public void Euler_OfTheNearestAngles_IsTheSameRotationWithoutJump() =>
        Gen.Select(Vectors, Gen.Int[-3, 3], Gen.Int[0, 11].Select(i => EulerOrder.All[i])).Sample(
            (vector, turns, order) =>
            {
                Vector3D near = (100 * vector) + new Vector3D(360 * turns, 0, 0);
                Rotation rotation = Rotation.FromEuler(order, near);

                Vector3D found = rotation.ToEuler(order, near);

                AssertSame(rotation, Rotation.FromEuler(order, found));
                (double sine, double cosine) = Math.SinCos(near.Y * Math.PI / 180);
                bool isLocked = Math.Abs(order.IsProper ? sine : cosine) < 1e-3;
                Assert.True(isLocked || (found - near).Length < 1e-8);
            });

    [Fact]
    public void Euler_OrderZyx_IsTheProductOfChannelsInTheirOrder()
    {
        Rotation rotation = Rotation.FromEuler(EulerOrder.Parse("Zrotation Yrotation Xrotation"), new(30, 20, 10));

        AssertSame(
            Rotation.AboutAxis(2, Math.PI / 6)
                * Rotation.AboutAxis(1, Math.PI / 9)
                * Rotation.AboutAxis(0, Math.PI / 18),
            rotation);
        Assert.Equal(0.5 * Math.Cos(Math.PI / 9), rotation[1, 0], 14);
    }

    [Fact]
    public void ExponentialMap_ThereAndBack_IsTheSame() =>
        AnyRotation.Sample(rotation => AssertSame(rotation, Rotation.FromExponentialMap(rotation.ToExponentialMap())));

    [Fact]
    public void Logarithm_NearZeroAndPi_IsExact() =>
        Gen.Select(Vectors.Where(vector => vector.Length > 0.1), Gen.Double[-16, -1], Gen.Bool).Sample(
            (vector, exponent, isNearPi) =>
            {
                double small = Math.Pow(10, exponent);
                double angle = isNearPi ? Math.PI - small : small;
                Vector3D expected = (angle / vector.Length) * vector;

                Vector3D found = Rotation.FromExponentialMap(expected).ToExponentialMap();

                // Within rounding of π the axis may point either way.
                double error = Math.Min((found - expected).Length, isNearPi ? (found + expected).Length : 9);
                Assert.InRange(error, 0, isNearPi ? 1e-14 + (exponent < -12 ? 1e-11 : 1e-14) : 1e-15 + (1e-9 * angle));
            });

    [Fact]
    public void Logarithm_AtPi_HasTheAxis()
    {
        Vector3D found = Rotation.AboutAxis(1, Math.PI).ToExponentialMap();

        Assert.Equal(Math.PI, Math.Abs(found.Y), 14);
        Assert.Equal(Vector3D.Zero, Rotation.Identity.ToExponentialMap());
    }

    [Fact]
    public void Quaternion_ThereAndBack_IsTheSame() =>
        AnyRotation.Sample(rotation =>
        {
            UnitQuaternion quaternion = rotation.ToQuaternion();
            Assert.True(quaternion.W >= 0);
            AssertSame(rotation, Rotation.FromQuaternion(quaternion));
        });

    [Fact]
    public void SixD_OfScaledColumns_GivesTheRotation() =>
        Gen.Select(AnyRotation, Gen.Double[0.1, 9], Gen.Double[-3, 3]).Sample((rotation, scale, skew) =>
        {
            (Vector3D first, Vector3D second) = rotation.ToSixD();
            AssertSame(rotation, Rotation.FromSixD(scale * first, (scale * second) + (skew * first)), 1e-11);
        });

    [Fact]
    public void Product_WithTranspose_IsTheIdentity() =>
        AnyRotation.Sample(rotation => AssertSame(Rotation.Identity, rotation * rotation.Transpose()));

    [Fact]
    public void Slerp_AnyFraction_TurnsInProportion() =>
        Gen.Select(AnyRotation, AnyRotation, Gen.Double[0, 1]).Sample((from, to, fraction) =>
        {
            Rotation between = Rotation.Slerp(from, to, fraction);
            Assert.Equal(fraction * from.AngleTo(to), from.AngleTo(between), 6);
            Assert.Equal((1 - fraction) * from.AngleTo(to), between.AngleTo(to), 6);
        });

    [Theory]
    [InlineData("XXY")]
    [InlineData("XY")]
    [InlineData("ABC")]
    [InlineData("")]
    public void Order_OfAnotherForm_IsRefused(string text) =>
        Assert.Throws<InputException>(() => EulerOrder.Parse(text));

    internal static void AssertSame(Rotation expected, Rotation found, double tolerance = Rounding)
    {
        for (int i = 0; i < 9; i++)
        {
            Assert.InRange(found[i / 3, i % 3] - expected[i / 3, i % 3], -tolerance, tolerance);
        }
    }
}
