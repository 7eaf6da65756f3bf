using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>The sheets on which a sample is drawn; for one thread at a time, used again and again.</summary>
internal sealed class FigureScene
{
    private const int Fineness = 2;
    private const double SmallObjectShare = 0.2;
    private const int ObjectTries = 12;

    private static readonly uint[] Loose =
    [
        Bits(FigurePart.LeftUpperArm, FigurePart.LeftForearm, FigurePart.LeftHand),
        Bits(FigurePart.RightUpperArm, FigurePart.RightForearm, FigurePart.RightHand),
        Bits(FigurePart.LeftThigh, FigurePart.LeftShin, FigurePart.LeftFoot),
        Bits(FigurePart.RightThigh, FigurePart.RightShin, FigurePart.RightFoot),
        Bits(FigurePart.Torso, FigurePart.Neck, FigurePart.Head, FigurePart.Hat, FigurePart.Scarf,
            FigurePart.LeftUpperArm, FigurePart.RightUpperArm, FigurePart.LeftForearm, FigurePart.RightForearm,
            FigurePart.LeftHand, FigurePart.RightHand),
        Bits(FigurePart.Hips, FigurePart.Skirt, FigurePart.LeftThigh, FigurePart.RightThigh, FigurePart.LeftShin,
            FigurePart.RightShin, FigurePart.LeftFoot, FigurePart.RightFoot),
    ];

    private readonly FigureOptions _options;
    private readonly int _fine;
    private readonly FigureLayer _clutter;
    private readonly FigureLayer _target;
    private readonly FigureLayer _other;
    private readonly FigureLayer _objects;
    private readonly uint[] _ground;
    private readonly uint[] _canvas;
    private readonly byte[] _owners;
    private readonly FigureFinish _finish;

    public FigureScene(FigureOptions options)
    {
        _options = options;
        _fine = Fineness * options.Size;
        _clutter = new FigureLayer(_fine, _fine);
        _target = new FigureLayer(_fine, _fine);
        _other = new FigureLayer(_fine, _fine);
        _objects = new FigureLayer(_fine, _fine);
        _ground = new uint[options.Size * options.Size];
        _canvas = new uint[_fine * _fine];
        _owners = new byte[_fine * _fine];
        _finish = new FigureFinish(options.Size);
    }

    /// <summary>One attempt at a sample; null where the split's conditions are not met.</summary>
    public FigureSample? TryDraw(FigureStreams streams)
    {
        _clutter.Clear();
        _target.Clear();
        _other.Clear();
        _objects.Clear();
        FigureSplit split = streams.Split;
        FigureActor target = Target(streams);
        target.Draw(_target);
        Joint[] joints = Joints(target, _target);
        if (!FigureConditions.IsTargetRight(split, target, joints))
        {
            return null;
        }

        RandomStream random = streams.Objects;
        FigureActor? other = null;
        bool isOtherInFront = random.Chance(0.5);
        bool isRight = true;
        switch (split)
        {
            case FigureSplit.Person:
                other = Neighbour(streams, target);
                isRight = other is not null;
                break;
            case FigureSplit.Objects:
                isRight = Hide(
                    random,
                    target,
                    FigureConditions.LeastHiddenByObject,
                    FigureConditions.MostHiddenByObject,
                    (0.3, 0.75));
                break;
            case FigureSplit.Fake:
                Scatter(random, streams, target);
                break;
            case FigureSplit.Train or FigureSplit.Val when random.Chance(SmallObjectShare):
                Hide(random, target, 0.01, FigureConditions.MostHiddenOfTrain, (0.1, 0.35));
                break;
        }

        double overlap = other is null ? 0 : FigureConditions.Overlap(Box(_target), Box(_other));
        double hidden = HiddenShare(isOtherInFront && other is not null);
        isRight &= split switch
        {
            FigureSplit.Person => overlap is >= FigureConditions.LeastOverlap and <= FigureConditions.MostOverlap
                && hidden <= FigureConditions.MostHiddenByPerson
                && (hidden > 0.02 || !isOtherInFront),
            FigureSplit.Fake => hidden <= FigureConditions.MostHiddenByFake,
            _ => true,
        };
        return isRight ? Finish(streams, target, other, isOtherInFront, joints, overlap, hidden) : null;
    }

    private FigureActor Target(FigureStreams streams)
    {
        RandomStream random = streams.Pose;
        FigurePose pose = streams.Split == FigureSplit.Symmetric && random.Chance(0.5)
            ? FigurePoseSampler.SampleCrossed(random)
            : FigurePoseSampler.Sample(random);
        var outfit = new FigureOutfit(streams.Outfit, streams.Split == FigureSplit.Symmetric);
        var target = new FigureActor(new FigureBody(streams.Body), outfit, pose);
        random = streams.Place;
        (double left, double bottom, double right, double top) = target.Reach;
        double longest = Math.Max(right - left, top - bottom);
        double wanted = random.Uniform(_options.SmallestFigure, _options.LargestFigure) * _fine;
        // A curled-up figure would else become a giant.
        double scale = Math.Min(wanted / longest, _fine);
        // One of twenty is cut by the picture's edge.
        double reach = random.Chance(0.05) && streams.Split is FigureSplit.Train or FigureSplit.Val ? 0.2 : 0.04;
        double x = _fine * (0.5 + random.Uniform(-reach, reach));
        double y = _fine * (0.5 + random.Uniform(-reach, reach));
        target.Stand(scale, x, y, FigureActor.Light(random), random.Uniform(0.35, 0.7));
        return target;
    }

    // The second person, whose box must overlap the target's; null where four tries failed.
    private FigureActor? Neighbour(FigureStreams streams, FigureActor target)
    {
        RandomStream random = streams.Other;
        var other = new FigureActor(
            new FigureBody(random), new FigureOutfit(streams.OtherOutfit), FigurePoseSampler.Sample(random));
        PersonBox box = Box(_target);
        (double left, double bottom, double right, double top) = other.Reach;
        for (int i = 0; i < 4; i++)
        {
            double scale = target.View.Scale * random.Uniform(0.85, 1.2);
            double away = random.Sign() * Fineness * random.Uniform(0.25, 0.8)
                * (box.Width + (scale / Fineness * (right - left))) / 2;
            other.Stand(
                scale,
                (Fineness * box.Centre.X) + away,
                (Fineness * box.Centre.Y) + (random.Uniform(-0.12, 0.12) * scale * (top - bottom)),
                target.View.Light,
                target.View.Ambient);
            _other.Clear();
            other.Draw(_other);
            if (!_other.IsEmpty && FigureConditions.Overlap(box, Box(_other))
                is >= FigureConditions.LeastOverlap and <= FigureConditions.MostOverlap)
            {
                return other;
            }
        }

        return null;
    }

    // Objects over random joints until a share of the target is hidden that lies within limits.
    private bool Hide(
        RandomStream random, FigureActor target, double least, double most, (double From, double To) size)
    {
        double matched = random.Uniform(0.1, 0.6);
        for (int i = 0; i < ObjectTries; i++)
        {
            ViewPoint near = target.Places[random.NextInt(FigureJoints.Count)];
            (double X, double Y) centre = (
                near.X + (target.View.Scale * random.Near(0, 0.08)),
                near.Y + (target.View.Scale * random.Near(0, 0.08)));
            FigureOccluders.Draw(
                random, _objects, target.View, target.Outfit, centre, random.Uniform(size.From, size.To), matched);
            double hidden = HiddenShare(isOtherInFront: false);
            if (hidden >= least && hidden <= most)
            {
                return true;
            }

            if (hidden > most)
            {
                _objects.Clear();
            }
        }

        _objects.Clear();
        return false;
    }

    // Loose limbs and halves of other people, before and behind the target.
    private void Scatter(RandomStream random, FigureStreams streams, FigureActor target)
    {
        int count = 1 + random.NextInt(3);
        RandomStream looks = streams.OtherOutfit;
        for (int i = 0; i < count; i++)
        {
            FigureOutfit outfit = random.Chance(0.3) ? target.Outfit : new FigureOutfit(looks);
            var owner = new FigureActor(new FigureBody(random), outfit, FigurePoseSampler.Sample(random));
            uint parts = Loose[random.NextInt(Loose.Length)];
            ViewPoint near = target.Places[random.NextInt(FigureJoints.Count)];
            double scale = target.View.Scale * random.Uniform(0.8, 1.2);
            owner.Stand(
                scale,
                near.X + (random.Sign() * scale * random.Uniform(0.05, 0.3)),
                near.Y + (random.Sign() * scale * random.Uniform(0, 0.25)),
                target.View.Light,
                target.View.Ambient);
            owner.Draw(random.Chance(0.5) ? _objects : _other, parts);
        }
    }

    private Joint[] Joints(FigureActor actor, FigureLayer layer)
    {
        var joints = new Joint[FigureJoints.Count];
        for (int i = 0; i < joints.Length; i++)
        {
            ViewPoint place = actor.Places[i];
            bool isInside = place.X >= 0 && place.X < _fine && place.Y >= 0 && place.Y < _fine;
            JointState state = !isInside ? JointState.Outside
                : FigureJoints.IsSeen(i, place, layer, actor.View.Scale) ? JointState.Visible
                : JointState.HiddenBySelf;
            joints[i] = new Joint((double)place.X / Fineness, (double)place.Y / Fineness, state);
        }

        return joints;
    }

    // States where another layer lies in front.
    private void Cover(Span<Joint> joints, FigureLayer layer, JointState state)
    {
        foreach (ref Joint joint in joints)
        {
            if (joint.State != JointState.Outside
                && layer.Parts[((int)(Fineness * joint.Y) * _fine) + (int)(Fineness * joint.X)] != 0)
            {
                joint = joint with { State = state };
            }
        }
    }

    private double HiddenShare(bool isOtherInFront)
    {
        int all = 0;
        int hidden = 0;
        for (int y = _target.Top; y < _target.Bottom; y++)
        {
            for (int i = (y * _fine) + _target.Left; i < (y * _fine) + _target.Right; i++)
            {
                if (_target.Parts[i] != 0)
                {
                    all++;
                    hidden += _objects.Parts[i] != 0 || (isOtherInFront && _other.Parts[i] != 0) ? 1 : 0;
                }
            }
        }

        return all == 0 ? 0 : (double)hidden / all;
    }

    // Around all that is drawn on a layer, in pixels of the picture.
    private static PersonBox Box(FigureLayer layer)
    {
        (int left, int top, int right, int bottom) = (int.MaxValue, int.MaxValue, -1, -1);
        for (int y = layer.Top; y < layer.Bottom; y++)
        {
            ReadOnlySpan<byte> row = layer.Parts.AsSpan((y * layer.Width) + layer.Left, layer.Right - layer.Left);
            int first = row.IndexOfAnyExcept((byte)0);
            if (first >= 0)
            {
                left = Math.Min(left, layer.Left + first);
                right = Math.Max(right, layer.Left + row.LastIndexOfAnyExcept((byte)0) + 1);
                top = Math.Min(top, y);
                bottom = y + 1;
            }
        }

        return right < 0
            ? default
            : new PersonBox(
                (double)left / Fineness,
                (double)top / Fineness,
                (double)(right - left) / Fineness,
                (double)(bottom - top) / Fineness);
    }

    private FigureSample Finish(
        FigureStreams streams,
        FigureActor target,
        FigureActor? other,
        bool isOtherInFront,
        Joint[] joints,
        double overlap,
        double hidden)
    {
        Ground(streams.Backdrop, target);
        bool hasPersonInFront = other is not null && isOtherInFront;
        Joint[]? otherJoints = other is null ? null : Joints(other, _other);
        if (hasPersonInFront)
        {
            Cover(joints, _other, JointState.HiddenByPerson);
        }
        else if (otherJoints is not null)
        {
            Cover(otherJoints, _target, JointState.HiddenByPerson);
        }

        Cover(joints, _objects, JointState.HiddenByObject);
        int size = _options.Size;
        for (int y = 0; y < _fine; y++)
        {
            for (int x = 0; x < _fine; x++)
            {
                _canvas[(y * _fine) + x] = _ground[(y / Fineness * size) + (x / Fineness)];
            }
        }

        Array.Clear(_owners);
        // A layer with an owner marks samples by it; the target's are marked by their parts.
        byte neighbour = other is null ? FigureSample.ObjectLabel : FigureSample.OtherLabel;
        Lay(_clutter, 0);
        Lay(hasPersonInFront ? _target : _other, hasPersonInFront ? (byte)1 : neighbour);
        Lay(hasPersonInFront ? _other : _target, hasPersonInFront ? neighbour : (byte)1);
        Lay(_objects, FigureSample.ObjectLabel);
        var image = new RgbImage(size, size);
        var labels = new byte[size * size];
        Filter(image.Pixels, labels);
        _finish.Apply(streams.Finish, streams.Seed, streams.Noise, image.Pixels);
        return new FigureSample
        {
            Split = streams.Split,
            Item = streams.Item,
            Image = image,
            Labels = labels,
            Joints = joints,
            OtherJoints = otherJoints,
            HeadBox = HeadBox(target),
            Box = Box(_target),
            BoxOverlap = overlap,
            HiddenShare = hidden,
            IsOtherInFront = hasPersonInFront,
            Symmetry = target.Outfit.Symmetry,
            Garments = target.Outfit.Garments,
            Yaw = (target.Pose.Yaw + 360) % 360,
        };
    }

    private void Ground(RandomStream random, FigureActor target)
    {
        int size = _options.Size;
        FigureBackdrop.Fill(random, size, _options.Backgrounds, _ground);
        FigureBackdrop.DrawClutter(random, _clutter, target.View, target.Outfit);
        if (Math.Abs(target.Pose.Roll) < 90 && random.Chance(0.5))
        {
            ViewPoint right = target.Places[0];
            ViewPoint left = target.Places[5];
            double scale = target.View.Scale / Fineness;
            (double X, double Y) centre = (
                (right.X + left.X) / (2 * Fineness), (Math.Max(right.Y, left.Y) / Fineness) + (0.04 * scale));
            double half = (Math.Abs(right.X - left.X) / (2 * Fineness)) + (0.12 * scale);
            FigureBackdrop.Shade(_ground, size, centre, (half, 0.045 * scale), random.Uniform(0.2, 0.6));
        }
    }

    private void Lay(FigureLayer layer, byte owner)
    {
        bool isTarget = owner == 1;
        for (int y = layer.Top; y < layer.Bottom; y++)
        {
            for (int i = (y * _fine) + layer.Left; i < (y * _fine) + layer.Right; i++)
            {
                if (layer.Parts[i] != 0)
                {
                    _canvas[i] = layer.Colours[i];
                    _owners[i] = isTarget ? layer.Parts[i] : owner;
                }
            }
        }
    }

    // The mean of four samples; the label that most of them have, the first of equals, and none where two have none.
    private void Filter(byte[] pixels, byte[] labels)
    {
        int size = _options.Size;
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                int i = (Fineness * y * _fine) + (Fineness * x);
                uint a = _canvas[i];
                uint b = _canvas[i + 1];
                uint c = _canvas[i + _fine];
                uint d = _canvas[i + _fine + 1];
                // Red and blue of four samples fit beside each other with room for the sums.
                uint redBlue = (a & 0xFF00FF) + (b & 0xFF00FF) + (c & 0xFF00FF) + (d & 0xFF00FF) + 0x020002;
                uint green = ((a >> 8) & 255) + ((b >> 8) & 255) + ((c >> 8) & 255) + ((d >> 8) & 255) + 2;
                int pixel = (y * size) + x;
                pixels[3 * pixel] = (byte)(redBlue >> 18);
                pixels[(3 * pixel) + 1] = (byte)(green >> 2);
                pixels[(3 * pixel) + 2] = (byte)((redBlue & 0xFFFF) >> 2);
                labels[pixel] = Majority(_owners[i], _owners[i + 1], _owners[i + _fine], _owners[i + _fine + 1]);
            }
        }
    }

    private static byte Majority(byte a, byte b, byte c, byte d)
    {
        if (a == b && b == c && c == d)
        {
            return a;
        }

        int CountOf(byte label) =>
            (a == label ? 1 : 0) + (b == label ? 1 : 0) + (c == label ? 1 : 0) + (d == label ? 1 : 0);
        byte best = 0;
        int most = CountOf(0);
        foreach (byte label in (ReadOnlySpan<byte>)[a, b, c, d])
        {
            int count = CountOf(label);
            if (count > most)
            {
                (best, most) = (label, count);
            }
        }

        // Two or more samples of one person's parts are more than two of nothing else.
        return most == 1 && CountOf(0) == 1 ? a != 0 ? a : b : best;
    }

    // Half the extent of an ellipsoid along an axis is the root of its radii's squared shares.
    private static PersonBox HeadBox(FigureActor actor)
    {
        SpatialVector radii = FigureHead.Radii(actor.Skeleton);
        SpatialFrame head = actor.Skeleton.Head;
        double scale = actor.View.Scale / Fineness;
        double Extent(double left, double up, double front) => scale * Math.Sqrt(
            (radii.X * radii.X * left * left) + (radii.Y * radii.Y * up * up) + (radii.Z * radii.Z * front * front));
        double halfWidth = Extent(head.Left.X, head.Up.X, head.Front.X);
        double halfHeight = Extent(head.Left.Y, head.Up.Y, head.Front.Y);
        ViewPoint centre = actor.View.Project(FigureHead.Centre(actor.Skeleton));
        return new PersonBox(
            ((double)centre.X / Fineness) - halfWidth,
            ((double)centre.Y / Fineness) - halfHeight,
            2 * halfWidth,
            2 * halfHeight);
    }

    private static uint Bits(params ReadOnlySpan<FigurePart> parts)
    {
        uint bits = 0;
        foreach (FigurePart part in parts)
        {
            bits |= 1u << (int)part;
        }

        return bits;
    }
}
