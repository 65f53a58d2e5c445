using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Metadata;

/// <summary>metadata.managedFields, as far as a client may send them.</summary>
internal static class ManagedFieldsChecks
{
    private const int ManagerLimit = 128;
    private const int SubresourceLimit = 256;

    public static void Validate(ErrorList errors, FieldPath meta, ApiList<ManagedFieldsEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Operation is not ("Apply" or "Update"))
            {
                errors.InvalidText(Path(meta, i, "operation"), entry.Operation, "must be `Apply` or `Update`");
            }

            if (entry.FieldsType is not ("" or "FieldsV1"))
            {
                errors.InvalidText(Path(meta, i, "fieldsType"), entry.FieldsType, "must be `FieldsV1`");
            }

            if (Utf8Length.Of(entry.Manager) > ManagerLimit)
            {
                errors.TooLong(Path(meta, i, "manager"), ManagerLimit);
            }

            if (entry.Subresource.Length > SubresourceLimit)
            {
                errors.TooLong(Path(meta, i, "subresource"), SubresourceLimit);
            }
        }
    }

    private static FieldPath Path(FieldPath meta, int index, string field) => meta.Child("managedFields").Index(index).Child(field);
}
