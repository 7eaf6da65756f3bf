using System.Buffers.Binary;

namespace Praxis.Pose;

/// <summary>A sample as bytes of a fixed length; docs/formats/pose-figures.md says in what order.</summary>
internal static class FigureRecord
{
    private const int JointBytes = (2 * sizeof(double)) + 1;
    private const int TailBytes =
        sizeof(int) + 4 + (2 * FigureJoints.Count * JointBytes) + (11 * sizeof(double));

    public static int Length(int size) => (4 * size * size) + TailBytes;

    public static void Write(FigureSample sample, Span<byte> record)
    {
        sample.Image.Pixels.CopyTo(record);
        sample.Labels.CopyTo(record[sample.Image.Pixels.Length..]);
        Span<byte> tail = record[^TailBytes..];
        Put(ref tail, sample.Item);
        Put(ref tail, sample.OtherJoints is null ? (byte)0 : (byte)1);
        Put(ref tail, sample.IsOtherInFront ? (byte)1 : (byte)0);
        Put(ref tail, (byte)sample.Symmetry);
        Put(ref tail, (byte)sample.Garments);
        for (int i = 0; i < 2 * FigureJoints.Count; i++)
        {
            Joint joint = i < FigureJoints.Count
                ? sample.Joints[i]
                : sample.OtherJoints?[i - FigureJoints.Count] ?? default;
            Put(ref tail, joint.X);
            Put(ref tail, joint.Y);
            Put(ref tail, (byte)joint.State);
        }

        Put(ref tail, sample.HeadBox);
        Put(ref tail, sample.Box);
        Put(ref tail, sample.BoxOverlap);
        Put(ref tail, sample.HiddenShare);
        Put(ref tail, sample.Yaw);
    }

    public static FigureSample Read(ReadOnlySpan<byte> record, FigureSplit split, int size)
    {
        int pixels = RgbImage.Channels * size * size;
        ReadOnlySpan<byte> tail = record[^TailBytes..];
        int item = BinaryPrimitives.ReadInt32LittleEndian(tail);
        bool hasOther = tail[4] != 0;
        bool isInFront = tail[5] != 0;
        var symmetry = (FigureSymmetry)tail[6];
        var garments = (FigureGarments)tail[7];
        tail = tail[8..];
        Joint[] joints = Joints(ref tail);
        Joint[] others = Joints(ref tail);
        PersonBox head = Box(ref tail);
        PersonBox box = Box(ref tail);
        return new FigureSample
        {
            Split = split,
            Item = item,
            Image = new RgbImage(size, size, record[..pixels].ToArray()),
            Labels = record.Slice(pixels, size * size).ToArray(),
            Joints = joints,
            OtherJoints = hasOther ? others : null,
            HeadBox = head,
            Box = box,
            BoxOverlap = Number(ref tail),
            HiddenShare = Number(ref tail),
            IsOtherInFront = isInFront,
            Symmetry = symmetry,
            Garments = garments,
            Yaw = Number(ref tail),
        };
    }

    private static void Put(ref Span<byte> tail, byte value)
    {
        tail[0] = value;
        tail = tail[1..];
    }

    private static void Put(ref Span<byte> tail, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(tail, value);
        tail = tail[sizeof(int)..];
    }

    private static void Put(ref Span<byte> tail, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(tail, value);
        tail = tail[sizeof(double)..];
    }

    private static void Put(ref Span<byte> tail, PersonBox box)
    {
        Put(ref tail, box.X);
        Put(ref tail, box.Y);
        Put(ref tail, box.Width);
        Put(ref tail, box.Height);
    }

    private static double Number(ref ReadOnlySpan<byte> tail)
    {
        double value = BinaryPrimitives.ReadDoubleLittleEndian(tail);
        tail = tail[sizeof(double)..];
        return value;
    }

    private static PersonBox Box(ref ReadOnlySpan<byte> tail) =>
        new(Number(ref tail), Number(ref tail), Number(ref tail), Number(ref tail));

    private static Joint[] Joints(ref ReadOnlySpan<byte> tail)
    {
        var joints = new Joint[FigureJoints.Count];
        for (int i = 0; i < joints.Length; i++)
        {
            double x = Number(ref tail);
            double y = Number(ref tail);
            joints[i] = new Joint(x, y, (JointState)tail[0]);
            tail = tail[1..];
        }

        return joints;
    }
}
