using KubeSharp.Api;
using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>storageclasses</summary>
internal sealed class StorageClassStrategy() : MetadataOnlyStrategy<StorageClass>(namespaced: false)
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Provisioner", "Who makes the volumes."),
        Column.Text("ReclaimPolicy", "What happens to a volume when its claim is gone."),
        Column.Text("VolumeBindingMode", "When volumes are made and bound."),
        Column.Text("AllowVolumeExpansion", "Whether claims may grow."),
        Column.Age,
    ];

    protected override StorageClass Default(StorageClass value) => value is { ReclaimPolicy: not null, VolumeBindingMode: not null }
        ? value
        : value with { ReclaimPolicy = value.ReclaimPolicy ?? "Delete", VolumeBindingMode = value.VolumeBindingMode ?? "Immediate" };

    protected override void ValidateBody(ErrorList errors, StorageClass value)
    {
        if (value.Provisioner.Length == 0)
        {
            errors.Required(FieldPath.Root("provisioner"), "");
        }
        else
        {
            NameChecks.QualifiedName(errors, FieldPath.Root("provisioner"), null, value.Provisioner.ToLowerInvariant());
        }

        StorageParameterChecks.Validate(errors, FieldPath.Root("parameters"), value.Parameters);
        FieldOneOf(errors, "reclaimPolicy", value.ReclaimPolicy, "Delete", "Retain");
        FieldOneOf(errors, "volumeBindingMode", value.VolumeBindingMode, "Immediate", "WaitForFirstConsumer");
        for (var i = 0; i < value.AllowedTopologies.Count; i++)
        {
            var expressions = value.AllowedTopologies[i].MatchLabelExpressions;
            for (var j = 0; j < expressions.Count; j++)
            {
                var path = FieldPath.Root("allowedTopologies").Index(i).Child("matchLabelExpressions").Index(j);
                if (expressions[j].Values.Count == 0)
                {
                    errors.Required(path.Child("values"), "");
                }

                NameChecks.QualifiedName(errors, path, "key", expressions[j].Key);
            }
        }
    }

    protected override void ValidateChange(ErrorList errors, StorageClass value, StorageClass old)
    {
        Fixed(errors, "parameters", value.Parameters == old.Parameters, "updates to parameters are forbidden.");
        Fixed(errors, "provisioner", value.Provisioner == old.Provisioner, "updates to provisioner are forbidden.");
        Fixed(errors, "reclaimPolicy", value.ReclaimPolicy == old.ReclaimPolicy, "updates to reclaimPolicy are forbidden.");
        if (value.VolumeBindingMode != old.VolumeBindingMode)
        {
            errors.InvalidText(FieldPath.Root("volumeBindingMode"), value.VolumeBindingMode, FieldChecks.Immutable);
        }
    }

    protected override object?[] Cells(StorageClass value, DateTimeOffset now)
    {
        var isDefault = value.Metadata.Annotations.GetValueOrDefault("storageclass.kubernetes.io/is-default-class") == "true" ||
            value.Metadata.Annotations.GetValueOrDefault("storageclass.beta.kubernetes.io/is-default-class") == "true";
        return
        [
            isDefault ? value.Metadata.Name + " (default)" : value.Metadata.Name,
            value.Provisioner,
            value.ReclaimPolicy ?? "Delete",
            value.VolumeBindingMode ?? "Immediate",
            value.AllowVolumeExpansion is true,
            CellText.Age(value.Metadata, now),
        ];
    }

    private static void FieldOneOf(ErrorList errors, string field, string? value, params ReadOnlySpan<string> supported)
    {
        if (value is null)
        {
            errors.Required(FieldPath.Root(field), "");
        }
        else if (!supported.Contains(value))
        {
            errors.NotSupportedText(FieldPath.Root(field), value, supported);
        }
    }

    private static void Fixed(ErrorList errors, string field, bool same, string message)
    {
        if (!same)
        {
            errors.Forbidden(FieldPath.Root(field), message);
        }
    }
}
