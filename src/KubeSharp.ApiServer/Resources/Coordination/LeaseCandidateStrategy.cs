using KubeSharp.Api.Coordination.V1beta1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Coordination;

/// <summary>leasecandidates (KEP-4355)</summary>
internal sealed class LeaseCandidateStrategy() : MetadataOnlyStrategy<LeaseCandidate>(namespaced: true)
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override bool AllowCreateOnUpdate => true;

    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("LeaseName", "Lease that the candidate wants."),
        Column.Text("BinaryVersion", "Version of its binary."),
        Column.Text("EmulationVersion", "Version that it behaves as."),
        Column.Age,
    ];

    protected override void ValidateBody(ErrorList errors, LeaseCandidate value)
    {
        var spec = value.Spec;
        FieldChecks.Required(errors, Spec, "leaseName", spec.LeaseName);
        var binary = Parse(errors, "binaryVersion", spec.BinaryVersion, required: true);
        var emulation = Parse(errors, "emulationVersion", spec.EmulationVersion, required: spec.Strategy == CoordinationStrategies.OldestEmulationVersion);
        if (binary is not null && emulation is not null && emulation > binary)
        {
            errors.InvalidText(Spec.Child("binaryVersion"), spec.BinaryVersion, "must be greater than or equal to `emulationVersion`");
        }

        if (spec.Strategy.Length == 0)
        {
            errors.Required(Spec.Child("strategy"), "");
        }
        else
        {
            CoordinationStrategies.Check(errors, Spec.Child("strategy"), spec.Strategy);
        }
    }

    protected override void ValidateChange(ErrorList errors, LeaseCandidate value, LeaseCandidate old) =>
        FieldChecks.Unchanged(errors, Spec, "leaseName", value.Spec.LeaseName, old.Spec.LeaseName);

    protected override object?[] Cells(LeaseCandidate value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec.LeaseName,
        value.Spec.BinaryVersion,
        value.Spec.EmulationVersion,
        CellText.Age(value.Metadata, now),
    ];

    private static Version? Parse(ErrorList errors, string child, string text, bool required)
    {
        if (text.Length == 0)
        {
            if (required)
            {
                errors.Required(Spec.Child(child), "");
            }

            return null;
        }

        // Only what comes before a pre-release or build counts here.
        var end = text.AsSpan().IndexOfAny('-', '+');
        if (Version.TryParse(end < 0 ? text : text[..end], out var version) && version.Build >= 0 && version.Revision < 0)
        {
            return version;
        }

        errors.InvalidText(Spec.Child(child), text, "must be a valid semantic version");
        return null;
    }
}
