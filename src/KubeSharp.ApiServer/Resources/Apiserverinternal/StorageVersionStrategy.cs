using KubeSharp.Api.Apiserverinternal.V1alpha1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Apiserverinternal;

/// <summary>storageversions (KEP-2339): in which version each server stores a resource.</summary>
internal sealed class StorageVersionStrategy : ResourceStrategy<StorageVersion>
{
    private static readonly FieldPath Status = FieldPath.Root("status");

    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("CommonEncodingVersion", "Version that all servers store the resource in."),
        Column.Text("StorageVersions", "Servers, and the version that each stores the resource in."),
        Column.Age,
    ];

    protected override StorageVersion PrepareForCreate(RequestContext context, StorageVersion value) => value with { Status = new StorageVersionStatus() };

    protected override StorageVersion PrepareForUpdate(RequestContext context, StorageVersion value, StorageVersion old) =>
        value with { Status = old.Status };

    protected override StorageVersion PrepareForStatusUpdate(RequestContext context, StorageVersion value, StorageVersion old) =>
        value with { Spec = old.Spec };

    protected override void Validate(RequestContext context, StorageVersion value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: false, NameRule.Own, errors);
        var name = value.Metadata.Name;
        var dot = name.LastIndexOf('.');
        if (name.Length > 0 && (dot < 0 || !NameRules.IsDns1123Subdomain(name.AsSpan(0, dot)) || !NameRules.IsDns1035Label(name.AsSpan(dot + 1))))
        {
            errors.InvalidText(ObjectMetaValidation.Path.Child("name"), name, "name must be in the form of <group>.<resource>");
        }

        ValidateStatus(errors, value.Status);
    }

    protected override void ValidateUpdate(RequestContext context, StorageVersion value, StorageVersion old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ValidateStatus(errors, value.Status);
    }

    protected override void ValidateStatusUpdate(RequestContext context, StorageVersion value, StorageVersion old, ErrorList errors) =>
        ValidateUpdate(context, value, old, errors);

    protected override object?[] Cells(StorageVersion value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Status.CommonEncodingVersion ?? CellText.Unset,
        value.Status.StorageVersions.Count == 0
            ? CellText.Unset
            : string.Join(',', value.Status.StorageVersions.Select(static v => v.APIServerID + "=" + v.EncodingVersion)),
        CellText.Age(value.Metadata, now),
    ];

    private static void ValidateStatus(ErrorList errors, StorageVersionStatus status)
    {
        var list = Status.Child("storageVersions");
        var servers = new NameSet();
        for (var i = 0; i < status.StorageVersions.Count; i++)
        {
            var (path, version) = (list.Index(i), status.StorageVersions[i]);
            NameChecks.Dns1123Subdomain(errors, path, "apiServerID", version.APIServerID);
            if (!servers.Add(version.APIServerID))
            {
                errors.DuplicateText(path.Child("apiServerID"), version.APIServerID);
            }

            FieldChecks.Required(errors, path, "encodingVersion", version.EncodingVersion);
            if (!version.DecodableVersions.Contains(version.EncodingVersion))
            {
                errors.Invalid(
                    path.Child("decodableVersions"),
                    ValueText.List(version.DecodableVersions),
                    $"decodableVersions must include encodingVersion {version.EncodingVersion}");
            }
        }

        var versions = status.StorageVersions.Select(static v => v.EncodingVersion).Distinct().ToArray();
        var common = versions.Length == 1 ? versions[0] : null;
        if (status.CommonEncodingVersion != common)
        {
            errors.InvalidText(
                Status.Child("commonEncodingVersion"),
                status.CommonEncodingVersion,
                common is null
                    ? "should be nil if servers do not agree on the same encodingVersion, or if there is no server reporting the supported versions yet"
                    : $"the actual common encoding version is {common}");
        }
    }
}
