using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>A person of a scene: body, look, pose and place.</summary>
internal sealed class FigureActor
{
    private readonly SpatialVector[] _joints;

    public FigureActor(FigureBody body, FigureOutfit outfit, FigurePose pose)
    {
        Outfit = outfit;
        Pose = pose;
        Skeleton = new FigureSkeleton(body, pose);
        _joints = Skeleton.Joints();
        View = new FigureView(1, 0, 0, new SpatialVector(0, 0, 1), 1);
        Places = new ViewPoint[FigureJoints.Count];
    }

    public FigureOutfit Outfit { get; }

    public FigurePose Pose { get; }

    public FigureSkeleton Skeleton { get; }

    public FigureView View { get; private set; }

    /// <summary>Where the joints are on the layer.</summary>
    public ViewPoint[] Places { get; }

    /// <summary>The box of the joints in body heights, y up: left, bottom, right, top.</summary>
    public (double Left, double Bottom, double Right, double Top) Reach => (
        _joints.Min(static joint => joint.X),
        _joints.Min(static joint => joint.Y),
        _joints.Max(static joint => joint.X),
        _joints.Max(static joint => joint.Y));

    /// <summary>Puts the middle of the joints' box at a place.</summary>
    public void Stand(double scale, double x, double y, SpatialVector light, double ambient)
    {
        (double left, double bottom, double right, double top) = Reach;
        View = new FigureView(
            scale, x - (scale * (left + right) / 2), y + (scale * (bottom + top) / 2), light, ambient);
        for (int i = 0; i < Places.Length; i++)
        {
            Places[i] = View.Project(_joints[i]);
        }
    }

    public void Draw(FigureLayer layer, uint parts = uint.MaxValue) =>
        new FigurePainter(layer, View, Skeleton, Outfit, parts).Draw();

    /// <summary>A light from above, some side and the front.</summary>
    public static SpatialVector Light(RandomStream random)
    {
        (double sin, double cos) = Math.SinCos(random.Uniform(-75, 75) * Math.PI / 180);
        (double up, double level) = Math.SinCos(random.Uniform(15, 65) * Math.PI / 180);
        return new SpatialVector(level * sin, up, level * cos);
    }
}
