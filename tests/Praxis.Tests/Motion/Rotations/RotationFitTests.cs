using CsCheck;
using Praxis.Motion;

namespace Praxis.Tests.Motion.Rotations;

public sealed class RotationFitTests
{
    private static readonly Gen<Vector3D> AnyVector =
        Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3], Gen.Double[-3, 3], (x, y, z) => new Vector3D(x, y, z));

    [Fact]
    public void Between_TwoDirections_TurnsOneIntoTheOtherByTheLeastAngle() =>
        Gen.Select(AnyVector, AnyVector).Where((from, to) => from.Length > 0.1 && to.Length > 0.1).Sample(
            (from, to) =>
            {
                Rotation rotation = Rotation.Between(from, to);
                Vector3D turned = (to.Length / from.Length) * (rotation * from);
                Assert.InRange((turned - to).Length, 0, 1e-9);
                double angle = Math.Atan2(from.Cross(to).Length, from.Dot(to));
                Assert.Equal(angle, rotation.AngleTo(Rotation.Identity), 1e-9);
            });

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, -2, 0)]
    [InlineData(0, 0, 3)]
    public void Between_OppositeDirections_IsHalfATurn(double x, double y, double z)
    {
        var from = new Vector3D(x, y, z);

        Rotation rotation = Rotation.Between(from, -from);

        Assert.InRange(((rotation * from) + from).Length, 0, 1e-9);
        Assert.Equal(Math.PI, rotation.AngleTo(Rotation.Identity), 1e-9);
        RotationTests.AssertSame(Rotation.Identity, Rotation.Between(from, 2 * from));
    }

    [Fact]
    public void Fit_OfTurnedVectors_GivesTheRotationBack() =>
        Gen.Select(AnyVector, AnyVector.Array[3]).Sample(
            (axis, vectors) =>
            {
                // Three vectors in no plane.
                if (Math.Abs(vectors[0].Dot(vectors[1].Cross(vectors[2]))) < 0.1)
                {
                    return;
                }

                Rotation truth = Rotation.FromExponentialMap(axis);
                Rotation found = Rotation.Fit(
                    vectors, [.. vectors.Select(vector => truth * vector)], Rotation.Identity, 0);
                Assert.InRange(truth.AngleTo(found), 0, 1e-6);
            });

    [Fact]
    public void Fit_OfMirroredVectors_IsNoReflection()
    {
        Vector3D[] vectors = [new(3, 0, 0), new(0, 2, 0), new(0, 0, 1)];

        Rotation found = Rotation.Fit(
            vectors, [.. vectors.Select(vector => vector with { Z = -vector.Z })], Rotation.Identity, 0);

        RotationTests.AssertSame(Rotation.Identity, found);
    }

    [Fact]
    public void Fit_OfVectorsOnOneLine_KeepsTheTurnAboutIt()
    {
        Rotation near = Rotation.AboutAxis(0, 0.7);
        Rotation tilt = Rotation.AboutAxis(2, 0.4);
        Vector3D[] vectors = [new(1, 0, 0), new(2, 0, 0)];

        Rotation found = Rotation.Fit(vectors, [.. vectors.Select(vector => tilt * vector)], near, 1e-6);

        RotationTests.AssertSame(tilt * near, found, 1e-5);
    }
}
