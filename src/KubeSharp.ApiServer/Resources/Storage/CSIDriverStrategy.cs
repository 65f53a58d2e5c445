using KubeSharp.Api;
using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>csidrivers</summary>
internal sealed class CSIDriverStrategy() : MetadataOnlyStrategy<CSIDriver>(namespaced: false, NameRule.Own)
{
    private const int MinUpdatePeriod = 10;
    private const long MinTokenSeconds = 600;
    private const long MaxTokenSeconds = 1L << 32;

    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Flag("AttachRequired", "Whether volumes have to be attached before they are mounted."),
        Column.Flag("PodInfoOnMount", "Whether the driver is told about the pod."),
        Column.Flag("StorageCapacity", "Whether the scheduler looks at the capacity that is left."),
        Column.Text("TokenRequests", "Audiences of the tokens that the driver gets."),
        Column.Flag("RequiresRepublish", "Whether the driver is called again from time to time."),
        Column.Text("Modes", "Kinds of volumes that the driver supports."),
        Column.Age,
    ];

    protected override CSIDriver Default(CSIDriver value)
    {
        var spec = value.Spec;
        if (spec is
            {
                AttachRequired: not null, PodInfoOnMount: not null, StorageCapacity: not null, FSGroupPolicy: not null,
                RequiresRepublish: not null, SELinuxMount: not null
            } && spec.VolumeLifecycleModes.Count > 0)
        {
            return value;
        }

        return value with
        {
            Spec = spec with
            {
                AttachRequired = spec.AttachRequired ?? true,
                PodInfoOnMount = spec.PodInfoOnMount ?? false,
                StorageCapacity = spec.StorageCapacity ?? false,
                FSGroupPolicy = spec.FSGroupPolicy ?? "ReadWriteOnceWithFSType",
                VolumeLifecycleModes = spec.VolumeLifecycleModes.Count > 0 ? spec.VolumeLifecycleModes : ["Persistent"],
                RequiresRepublish = spec.RequiresRepublish ?? false,
                SELinuxMount = spec.SELinuxMount ?? false,
            },
        };
    }

    protected override CSIDriver PrepareForUpdate(RequestContext context, CSIDriver value, CSIDriver old) =>
        Generations.Next(value, old, value.Spec != old.Spec);

    protected override void ValidateBody(ErrorList errors, CSIDriver value)
    {
        CsiDriverNames.Check(errors, FieldPath.Root("metadata"), "name", value.Metadata.Name);
        if (value.Spec.AttachRequired is null)
        {
            errors.Required(Spec.Child("attachedRequired"), "");
        }

        if (value.Spec.PodInfoOnMount is null)
        {
            errors.Required(Spec.Child("podInfoOnMount"), "");
        }

        if (value.Spec.FSGroupPolicy is { } policy)
        {
            FieldChecks.OneOf(errors, Spec, "fsGroupPolicy", policy, "File", "None", "ReadWriteOnceWithFSType");
        }

        TokenRequests(errors, Spec.Child("tokenRequests"), value.Spec.TokenRequests);
        if (value.Spec.NodeAllocatableUpdatePeriodSeconds is { } period and < MinUpdatePeriod)
        {
            errors.InvalidNumber(Spec.Child("nodeAllocatableUpdatePeriodSeconds"), period, $"must be greater than or equal to {MinUpdatePeriod} seconds");
        }

        foreach (var mode in value.Spec.VolumeLifecycleModes)
        {
            FieldChecks.OneOf(errors, Spec, "volumeLifecycleModes", mode, "Ephemeral", "Persistent");
        }
    }

    protected override void ValidateChange(ErrorList errors, CSIDriver value, CSIDriver old)
    {
        if (value.Spec.AttachRequired != old.Spec.AttachRequired)
        {
            errors.InvalidFlag(Spec.Child("attachedRequired"), value.Spec.AttachRequired ?? false, FieldChecks.Immutable);
        }

        if (value.Spec.VolumeLifecycleModes != old.Spec.VolumeLifecycleModes)
        {
            errors.InvalidList(Spec.Child("volumeLifecycleModes"), value.Spec.VolumeLifecycleModes, FieldChecks.Immutable);
        }
    }

    private static void TokenRequests(ErrorList errors, FieldPath path, ApiList<TokenRequest> requests)
    {
        var audiences = new NameSet();
        for (var i = 0; i < requests.Count; i++)
        {
            if (!audiences.Add(requests[i].Audience))
            {
                errors.DuplicateText(path.Index(i).Child("audience"), requests[i].Audience);
            }

            switch (requests[i].ExpirationSeconds)
            {
                case { } seconds and < MinTokenSeconds:
                    errors.InvalidNumber(path.Index(i).Child("expirationSeconds"), seconds, "may not specify a duration less than 10 minutes");
                    break;
                case { } seconds and > MaxTokenSeconds:
                    errors.InvalidNumber(path.Index(i).Child("expirationSeconds"), seconds, "may not specify a duration larger than 2^32 seconds");
                    break;
            }
        }
    }

    protected override object?[] Cells(CSIDriver value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec.AttachRequired ?? true,
        value.Spec.PodInfoOnMount ?? false,
        value.Spec.StorageCapacity ?? false,
        value.Spec.TokenRequests.Count == 0 ? CellText.Unset : string.Join(',', value.Spec.TokenRequests.Select(static t => t.Audience)),
        value.Spec.RequiresRepublish ?? false,
        value.Spec.VolumeLifecycleModes.Count == 0 ? CellText.None : CellText.Join(value.Spec.VolumeLifecycleModes),
        CellText.Age(value.Metadata, now),
    ];
}
