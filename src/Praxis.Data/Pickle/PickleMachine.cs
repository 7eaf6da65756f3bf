using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Runs a pickle's instructions on a stack of plain values.</summary>
/// <remarks>Source: the instructions as CPython's <c>pickletools</c> documents them.</remarks>
internal sealed class PickleMachine(byte[] bytes, string path)
{
    private static readonly object Mark = new();
    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];
    private int _place;

    /// <summary>The value that the pickle builds.</summary>
    internal object? Run()
    {
        try
        {
            while (true)
            {
                int at = _place;
                byte code = Take(1)[0];
                if (code == (byte)'.')
                {
                    object? found = Pop();
                    return found is PickleName name ? throw Refuse(at, name) : found;
                }

                if (!TakesNumber(code) && !TakesText(code) && !TakesGroup(code) && !TakesMemo(code)
                    && !TakesObject(code, at))
                {
                    throw new InputException($"{path}: byte {at}: has the instruction 0x{code:x2}, which builds no "
                        + "numbers, texts, lists or NumPy arrays; save the poses as npz");
                }
            }
        }
        catch (Exception exception)
            when (exception is InvalidCastException or FormatException or OverflowException or ArgumentException
                or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new InputException(
                $"{path}: byte {_place}: is no pickle or was cut off here; save the file again", exception);
        }
    }

    private bool TakesNumber(byte code)
    {
        switch ((char)code)
        {
            case 'N':
                Push(null);
                return true;
            case '\x88':
            case '\x89':
                Push(code == 0x88);
                return true;
            case 'J':
                Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4)));
                return true;
            case 'K':
                Push((long)Take(1)[0]);
                return true;
            case 'M':
                Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
                return true;
            case 'I':
                string text = Line();
                Push(text is "01" or "00" ? text == "01" : long.Parse(text, CultureInfo.InvariantCulture));
                return true;
            case 'L':
                Push(long.Parse(Line().TrimEnd('L'), CultureInfo.InvariantCulture));
                return true;
            case '\x8a':
                Push(LongOf(Take(Take(1)[0])));
                return true;
            case '\x8b':
                Push(LongOf(Take(BinaryPrimitives.ReadInt32LittleEndian(Take(4)))));
                return true;
            case 'F':
                Push(double.Parse(Line(), CultureInfo.InvariantCulture));
                return true;
            case 'G':
                Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8)));
                return true;
            default:
                return false;
        }
    }

    private bool TakesText(byte code)
    {
        switch ((char)code)
        {
            case 'S':
                string quoted = Line();
                Push(Unescaped(quoted[1..^1]));
                return true;
            case 'U':
                Push(Encoding.Latin1.GetString(Take(Take(1)[0])));
                return true;
            case 'T':
                Push(Encoding.Latin1.GetString(Take(BinaryPrimitives.ReadInt32LittleEndian(Take(4)))));
                return true;
            case 'V':
                Push(Unescaped(Line()));
                return true;
            case 'X':
                Push(Encoding.UTF8.GetString(Take(BinaryPrimitives.ReadInt32LittleEndian(Take(4)))));
                return true;
            case '\x8c':
                Push(Encoding.UTF8.GetString(Take(Take(1)[0])));
                return true;
            case '\x8d':
                Push(Encoding.UTF8.GetString(Take(Length())));
                return true;
            case 'C':
                Push(Take(Take(1)[0]).ToArray());
                return true;
            case 'B':
                Push(Take(BinaryPrimitives.ReadInt32LittleEndian(Take(4))).ToArray());
                return true;
            case '\x8e':
                Push(Take(Length()).ToArray());
                return true;
            default:
                return false;
        }
    }

    private bool TakesGroup(byte code)
    {
        switch ((char)code)
        {
            case '(':
                Push(Mark);
                return true;
            case ']':
                Push(new List<object?>());
                return true;
            case 'l':
                Push(ToMark().ToList());
                return true;
            case ')':
                Push(Array.Empty<object?>());
                return true;
            case 't':
                Push(ToMark());
                return true;
            case '\x85' or '\x86' or '\x87':
                object?[] tuple = new object?[code - 0x84];
                for (int i = tuple.Length - 1; i >= 0; i--)
                {
                    tuple[i] = Pop();
                }

                Push(tuple);
                return true;
            case '}':
                Push(new Dictionary<string, object?>());
                return true;
            case 'd':
                object?[] pairs = ToMark();
                Push(new Dictionary<string, object?>());
                Set(pairs);
                return true;
            case 'a':
                object? item = Pop();
                TopAs<List<object?>>().Add(item);
                return true;
            case 'e':
                object?[] items = ToMark();
                TopAs<List<object?>>().AddRange(items);
                return true;
            case 's':
                object? value = Pop();
                Set([Pop(), value]);
                return true;
            case 'u':
                Set(ToMark());
                return true;
            default:
                return false;
        }
    }

    private bool TakesMemo(byte code)
    {
        switch ((char)code)
        {
            case '\x80':
                Take(1);
                return true;
            case '\x95':
                Take(8);
                return true;
            case '0':
                Pop();
                return true;
            case '1':
                ToMark();
                return true;
            case '2':
                Push(Top());
                return true;
            case 'p':
                _memo[long.Parse(Line(), CultureInfo.InvariantCulture)] = Top();
                return true;
            case 'q':
                _memo[Take(1)[0]] = Top();
                return true;
            case 'r':
                _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Top();
                return true;
            case '\x94':
                _memo[_memo.Count] = Top();
                return true;
            case 'g':
                Push(_memo[long.Parse(Line(), CultureInfo.InvariantCulture)]);
                return true;
            case 'h':
                Push(_memo[Take(1)[0]]);
                return true;
            case 'j':
                Push(_memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))]);
                return true;
            default:
                return false;
        }
    }

    // What NumPy needs: its names, the calls that make an array or a kind of number, and their content.
    private bool TakesObject(byte code, int at)
    {
        switch ((char)code)
        {
            case 'c':
                Push(Known(at, new PickleName(Line(), Line())));
                return true;
            case '\x93':
                string name = PopAs<string>();
                Push(Known(at, new PickleName(PopAs<string>(), name)));
                return true;
            case 'R':
                object?[] given = PopAs<object?[]>();
                Push(PickleObjects.Call(PopAs<PickleName>(), given));
                return true;
            case 'b':
                object?[] state = PopAs<object?[]>();
                PickleObjects.Fill(TopAs<object>(), state);
                return true;
            default:
                return false;
        }
    }

    private PickleName Known(int at, PickleName name) => PickleObjects.Knows(name) ? name : throw Refuse(at, name);

    private InputException Refuse(int at, PickleName name) => new(
        $"{path}: byte {at}: names {name.Module}.{name.Name}, where numbers, texts, lists and NumPy arrays are read "
            + "and nothing else; save the poses as npz");

    private void Set(object?[] pairs)
    {
        var dictionary = TopAs<Dictionary<string, object?>>();
        for (int i = 0; i < pairs.Length; i += 2)
        {
            dictionary[Convert.ToString(pairs[i], CultureInfo.InvariantCulture) ?? ""] = pairs[i + 1];
        }
    }

    private object?[] ToMark()
    {
        int mark = _stack.LastIndexOf(Mark);
        object?[] items = [.. _stack[(mark + 1)..]];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Top() => _stack[^1];

    private T TopAs<T>() => PickleObjects.As<T>(Top());

    private T PopAs<T>() => PickleObjects.As<T>(Pop());

    private object? Pop()
    {
        object? value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value == Mark ? throw new FormatException() : value;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = bytes.AsSpan(_place, count);
        _place += count;
        return taken;
    }

    private int Length() => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(Take(8)));

    private string Line()
    {
        int end = bytes.AsSpan(_place).IndexOf((byte)'\n');
        string text = Encoding.Latin1.GetString(Take(end)).TrimEnd('\r');
        _place++;
        return text;
    }

    private static long LongOf(ReadOnlySpan<byte> digits)
    {
        var value = new System.Numerics.BigInteger(digits);
        return (long)value;
    }

    // Backslashes of Python's text: \n, \t, \r, \\, quotes, \x and \u.
    private static string Unescaped(string text)
    {
        var plain = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            char kind = text[++i];
            int digits = kind switch { 'x' => 2, 'u' => 4, _ => 0 };
            plain.Append(digits > 0
                ? (char)int.Parse(text.AsSpan(i + 1, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                : kind switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => kind });
            i += digits;
        }

        return plain.ToString();
    }
}
