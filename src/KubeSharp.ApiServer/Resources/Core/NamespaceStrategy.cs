using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>namespaces</summary>
internal sealed class NamespaceStrategy : ResourceStrategy<Namespace>
{
    private const string NameLabel = "kubernetes.io/metadata.name";
    private const string Finalizer = "kubernetes";

    private static readonly NamespaceFinalizeStrategy Finalize = new();

    public override IReadOnlyList<string> SelectableFields { get; } = ["status.phase", "name"];

    public override IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, Column.Text("Status", "The status of the namespace"), Column.Age];

    public override SubresourceStrategy? Subresource(string name) => name == "finalize" ? Finalize : null;

    /// <summary>The namespace controller empties the spec's finalizers when the namespace is empty.</summary>
    public override bool HoldsDeletion(ApiObject value) => ((Namespace)value).Spec.Finalizers.Count > 0;

    public override ApiObject BeginDeletion(ApiObject value)
    {
        var ns = (Namespace)value;
        return ns.Status.Phase == "Terminating" ? ns : ns with { Status = ns.Status with { Phase = "Terminating" } };
    }

    protected override string SelectableField(Namespace value, string field) => field switch
    {
        "status.phase" => value.Status.Phase,
        "name" => value.Metadata.Name,
        _ => "",
    };

    protected override Namespace Default(Namespace value)
    {
        value = Label(value);
        return value.Status.Phase.Length > 0 ? value : value with { Status = value.Status with { Phase = "Active" } };
    }

    protected override Namespace PrepareForCreate(RequestContext context, Namespace value) => Label(value) with
    {
        Spec = value.Spec.Finalizers.Contains(Finalizer) ? value.Spec : value.Spec with { Finalizers = value.Spec.Finalizers.Add(Finalizer) },
        Status = new NamespaceStatus { Phase = "Active" },
    };

    protected override Namespace PrepareForUpdate(RequestContext context, Namespace value, Namespace old) =>
        value with { Spec = old.Spec, Status = old.Status };

    protected override Namespace PrepareForStatusUpdate(RequestContext context, Namespace value, Namespace old) =>
        value with { Spec = old.Spec };

    protected override void Validate(RequestContext context, Namespace value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: false, NameRule.Label, errors);
        foreach (var finalizer in value.Spec.Finalizers)
        {
            NamespaceFinalizeStrategy.Check(errors, FieldPath.Root("spec").Child("finalizers"), finalizer);
        }
    }

    protected override void ValidateUpdate(RequestContext context, Namespace value, Namespace old, ErrorList errors)
    {
        Validate(context, value, errors);
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
    }

    protected override void ValidateStatusUpdate(RequestContext context, Namespace value, Namespace old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        var path = FieldPath.Root("status").Child("Phase");
        if (value.Metadata.DeletionTimestamp is null)
        {
            if (value.Status.Phase != "Active")
            {
                errors.InvalidText(path, value.Status.Phase, "may only be 'Active' if `deletionTimestamp` is empty");
            }
        }
        else if (value.Status.Phase != "Terminating")
        {
            errors.InvalidText(path, value.Status.Phase, "may only be 'Terminating' if `deletionTimestamp` is not empty");
        }
    }

    protected override object?[] Cells(Namespace value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Status.Phase, CellText.Age(value.Metadata, now)];

    /// <summary>Selectors find a namespace by this label.</summary>
    private static Namespace Label(Namespace value) =>
        value.Metadata.Name.Length == 0 || value.Metadata.Labels.GetValueOrDefault(NameLabel) == value.Metadata.Name
            ? value
            : value with { Metadata = value.Metadata with { Labels = value.Metadata.Labels.Set(NameLabel, value.Metadata.Name) } };
}
