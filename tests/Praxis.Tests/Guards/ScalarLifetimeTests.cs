using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Praxis.Tests.Guards;

/// <summary>TorchSharp frees a Scalar in its finalizer, and does not keep those that it makes on the way alive during
/// the native call: a collection at that moment frees the number under libtorch's hands. Nothing but
/// <c>TensorArithmetic</c>, whose numbers live for ever, may call what makes such ones.</summary>
public sealed class ScalarLifetimeTests
{
    public static TheoryData<string> Assemblies => ["Praxis.Pose", "Praxis.Recommend"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void References_ToWhatMakesShortLivedScalars_AreNone(string assembly)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var image = new PEReader(file);
        MetadataReader reader = image.GetMetadataReader();
        string[] found =
        [
            .. reader.MemberReferences.Select(handle => Describe(reader, reader.GetMemberReference(handle)))
                .Where(IsShortLived).Distinct().Order(),
        ];
        Assert.Empty(found);
    }

    private static readonly string[] Numbers = ["Scalar", "Int32", "Int64", "Single", "Double"];

    private static bool IsShortLived(string member) =>
        member.StartsWith("Scalar.op_Implicit", StringComparison.Ordinal)
        || member.StartsWith("ScalarExtensionMethods.ToScalar", StringComparison.Ordinal)
        || member.StartsWith("Tensor.op_Addition", StringComparison.Ordinal)
        || member.StartsWith("Tensor.op_Subtraction", StringComparison.Ordinal)
        || (member.StartsWith("Tensor.op_", StringComparison.Ordinal) && Numbers.Any(member.Contains))
        || member is "Tensor.add(Tensor)" or "Tensor.add_(Tensor)" or "Tensor.sub(Tensor)" or "Tensor.sub_(Tensor)"
        || member is "Tensor.add(Scalar)" or "Tensor.add_(Scalar)" or "Tensor.sub(Scalar)" or "Tensor.sub_(Scalar)";

    private static string Describe(MetadataReader reader, MemberReference member)
    {
        if (member.Parent.Kind != HandleKind.TypeReference || member.GetKind() != MemberReferenceKind.Method)
        {
            return "";
        }

        TypeReference type = reader.GetTypeReference((TypeReferenceHandle)member.Parent);
        MethodSignature<string> signature = member.DecodeMethodSignature(new Names(), null);
        string parameters = string.Join(", ", signature.ParameterTypes);
        return $"{reader.GetString(type.Name)}.{reader.GetString(member.Name)}({parameters})";
    }

    // Names of types, as far as they matter here.
    private sealed class Names : ISignatureTypeProvider<string, object?>
    {
        public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[,]";

        public string GetByReferenceType(string elementType) => elementType + "&";

        public string GetFunctionPointerType(MethodSignature<string> signature) => "function";

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
            $"{genericType}<{string.Join(", ", typeArguments)}>";

        public string GetGenericMethodParameter(object? genericContext, int index) => $"!!{index}";

        public string GetGenericTypeParameter(object? genericContext, int index) => $"!{index}";

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetPinnedType(string elementType) => elementType;

        public string GetPointerType(string elementType) => elementType + "*";

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
            reader.GetString(reader.GetTypeDefinition(handle).Name);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
            reader.GetString(reader.GetTypeReference(handle).Name);

        public string GetTypeFromSpecification(
            MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
    }
}
