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
    private ManagedFieldsEntry _entry = entry;

    public string Name => _entry.Manager;

    /// <summary>The version whose fields these are.</summary>
    public string ApiVersion => _entry.APIVersion;

    public Time? Time => _entry.Time;

    /// <summary>The time in whole seconds, as it is stored; 0 for none.</summary>
    public long Seconds => Time?.Value.ToUnixTimeSeconds() ?? 0;

    public FieldSet Fields { get; private set; } = fields;

    public bool IsApply => _entry.Operation == ApplyOperation;

    /// <summary>Entries of one manager are told apart by operation and subresource; those of updates by version too.</summary>
    public bool Is(string name, string operation, string apiVersion, string subresource) =>
        Name == name && _entry.Operation == operation && _entry.Subresource == subresource && (IsApply || ApiVersion == apiVersion);

    /// <summary>Nobody owns any more what a write has changed or removed.</summary>
    public void Lose(FieldChange change) => Fields = Fields.Except(change.Changed).Except(change.Removed);

    public void Gain(FieldSet fields, Time? time)
    {
        Fields = Fields.Union(fields);
        _entry = _entry with { Time = time };
    }

    /// <summary>From now on it owns these fields of this version, and nothing else.</summary>
    public void Apply(string apiVersion, FieldSet fields)
    {
        Fields = fields;
        _entry = _entry with { APIVersion = apiVersion };
    }

    /// <summary>It has changed the object now; without that it keeps its time, if it owns what it did.</summary>
    public void Touch(Time time, bool changed)
    {
        if (changed || !Fields.SetEquals(_original))
        {
            _entry = _entry with { Time = time };
        }
    }

    /// <summary>The entry to store; its fields are not written anew where they are the same.</summary>
    public ManagedFieldsEntry ToEntry() => !_original.IsEmpty && Fields.SetEquals(_original)
        ? _entry
        : _entry with { FieldsType = "FieldsV1", FieldsV1 = Fields.ToFieldsV1() };

    /// <summary>As conflicts name it: those of updates with their version, and never with the time.</summary>
    public override string ToString()
    {
        var name = ErrorList.Quote(Name) + (_entry.Subresource.Length > 0 ? " with subresource " + ErrorList.Quote(_entry.Subresource) : "");
        return IsApply ? name : $"{name} using {ApiVersion}";
    }
}
