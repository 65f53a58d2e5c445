using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Apply;

/// <summary>One entry of managedFields while it is worked on.</summary>
internal sealed class Manager(ManagedFieldsEntry entry, FieldSet fields)
{
    public const string ApplyOperation = "Apply";
    public const string UpdateOperation = "Update";

    private readonly FieldSet _original = fields;

    public ManagedFieldsEntry Entry { get; } = entry;

    public FieldSet Fields { get; set; } = fields;

    public bool IsApply => Entry.Operation == ApplyOperation;

    /// <summary>Entries of one manager are told apart by operation and subresource; those of updates by version too.</summary>
    public bool Is(string name, string operation, string apiVersion, string subresource) =>
        Entry.Manager == name && Entry.Operation == operation && Entry.Subresource == subresource
        && (operation == ApplyOperation || Entry.APIVersion == apiVersion);

    /// <summary>The entry to store: with a new time only if its fields have changed.</summary>
    public ManagedFieldsEntry ToEntry(Time now, string apiVersion) => !_original.IsEmpty && Fields.SetEquals(_original)
        ? Entry with { APIVersion = IsApply && apiVersion.Length > 0 ? apiVersion : Entry.APIVersion }
        : Entry with { Time = now, FieldsType = "FieldsV1", FieldsV1 = Fields.ToFieldsV1(), APIVersion = IsApply && apiVersion.Length > 0 ? apiVersion : Entry.APIVersion };

    /// <summary>As conflicts name it.</summary>
    public override string ToString()
    {
        var name = ErrorList.Quote(Entry.Manager) + (Entry.Subresource.Length > 0 ? " with subresource " + ErrorList.Quote(Entry.Subresource) : "");
        return IsApply ? name
            : Entry.Time is { } time ? $"{name} using {Entry.APIVersion} at {time}"
            : $"{name} using {Entry.APIVersion}";
    }
}
