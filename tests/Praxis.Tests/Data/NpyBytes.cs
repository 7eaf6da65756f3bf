using System.Text;

namespace Praxis.Tests.Data;

/// <summary>Bytes of <c>.npy</c> files as NumPy writes them.</summary>
internal static class NpyBytes
{
    public static byte[] Of(double[] values, string shape, bool isFortranOrder = false, int version = 1)
        => Of("<f8", [.. values.SelectMany(BitConverter.GetBytes)], shape, isFortranOrder, version);

    public static byte[] Of(
        string type, byte[] values, string shape, bool isFortranOrder = false, int version = 1)
    {
        string order = isFortranOrder ? "True" : "False";
        byte[] header = Encoding.UTF8.GetBytes(
            $"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {shape}, }}\n");
        return [.. Start(version, header.Length), .. header, .. values];
    }

    public static byte[] Start(int version, int headerLength)
    {
        byte[] length = version == 1
            ? BitConverter.GetBytes((ushort)headerLength)
            : BitConverter.GetBytes(headerLength);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length];
    }
}
