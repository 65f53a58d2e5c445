using System.Text;
using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Controllers.Ownership;

/// <summary>Strategic merge patches that take an object into ownership, or let it go. They hold for that very object only (its UID).</summary>
internal static class OwnerPatches
{
    public static byte[] Adopt(ApiObject value, OwnerReference owner, string? finalizer = null) => Patch(
        value,
        $$"""{"apiVersion":{{Text(owner.APIVersion)}},"kind":{{Text(owner.Kind)}},"name":{{Text(owner.Name)}},"uid":{{Text(owner.UID)}},"controller":true,"blockOwnerDeletion":true}""",
        finalizer is null ? "" : $",\"finalizers\":[{Text(finalizer)}]");

    public static byte[] Release(ApiObject value, string ownerUid, string? finalizer = null) => Patch(
        value,
        $$"""{"$patch":"delete","uid":{{Text(ownerUid)}}}""",
        finalizer is null ? "" : $",\"$deleteFromPrimitiveList/finalizers\":[{Text(finalizer)}]");

    private static byte[] Patch(ApiObject value, string reference, string finalizers) => Encoding.UTF8.GetBytes(
        $$$"""{"metadata":{"uid":{{{Text(value.Metadata.UID)}}},"ownerReferences":[{{{reference}}}]{{{finalizers}}}}}""");

    private static string Text(string value) => $"\"{JsonEncodedText.Encode(value)}\"";
}
