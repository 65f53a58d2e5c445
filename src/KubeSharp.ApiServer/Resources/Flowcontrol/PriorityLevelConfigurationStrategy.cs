using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Flowcontrol;

/// <summary>prioritylevelconfigurations</summary>
internal sealed class PriorityLevelConfigurationStrategy() : MetadataOnlyStrategy<PriorityLevelConfiguration>(namespaced: false)
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Type", "Limited or Exempt."),
        Column.Text("NominalConcurrencyShares", "Share of the server that the level gets."),
        Column.Text("Queues", "Number of queues."),
        Column.Text("HandSize", "Number of queues that a flow is dealt."),
        Column.Text("QueueLengthLimit", "Number of requests that a queue holds."),
        Column.Age,
    ];

    protected override PriorityLevelConfiguration Default(PriorityLevelConfiguration value)
    {
        var spec = value.Spec is { Type: "Exempt", Exempt: null } ? value.Spec with { Exempt = new ExemptPriorityLevelConfiguration() } : value.Spec;
        if (spec.Exempt is { } exempt && exempt is { NominalConcurrencyShares: null } or { LendablePercent: null })
        {
            spec = spec with
            {
                Exempt = exempt with
                {
                    NominalConcurrencyShares = exempt.NominalConcurrencyShares ?? 0,
                    LendablePercent = exempt.LendablePercent ?? 0,
                },
            };
        }

        if (spec.Limited is { } limited && limited is { NominalConcurrencyShares: null } or { LendablePercent: null })
        {
            spec = spec with
            {
                Limited = limited with
                {
                    NominalConcurrencyShares = limited.NominalConcurrencyShares ?? 30,
                    LendablePercent = limited.LendablePercent ?? 0,
                },
            };
        }

        if (spec.Limited?.LimitResponse is { Queuing: { } queuing } response && queuing is { Queues: 0 } or { HandSize: 0 } or { QueueLengthLimit: 0 })
        {
            var complete = new QueuingConfiguration
            {
                Queues = OrElse(queuing.Queues, 64),
                HandSize = OrElse(queuing.HandSize, 8),
                QueueLengthLimit = OrElse(queuing.QueueLengthLimit, 50),
            };
            spec = spec with { Limited = spec.Limited with { LimitResponse = response with { Queuing = complete } } };
        }

        return ReferenceEquals(spec, value.Spec) ? value : value with { Spec = spec };
    }

    protected override PriorityLevelConfiguration PrepareForCreate(RequestContext context, PriorityLevelConfiguration value) =>
        Generations.First(value with { Status = new PriorityLevelConfigurationStatus() });

    protected override PriorityLevelConfiguration PrepareForUpdate(
        RequestContext context, PriorityLevelConfiguration value, PriorityLevelConfiguration old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override PriorityLevelConfiguration PrepareForStatusUpdate(
        RequestContext context, PriorityLevelConfiguration value, PriorityLevelConfiguration old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void ValidateBody(ErrorList errors, PriorityLevelConfiguration value) => PriorityLevelChecks.Validate(errors, value);

    private static int OrElse(int value, int other) => value == 0 ? other : value;

    private static object Number(int? value) => value is { } number ? (long)number : CellText.None;

    protected override object?[] Cells(PriorityLevelConfiguration value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec.Type,
        Number(value.Spec.Limited?.NominalConcurrencyShares ?? value.Spec.Exempt?.NominalConcurrencyShares),
        Number(value.Spec.Limited?.LimitResponse.Queuing?.Queues),
        Number(value.Spec.Limited?.LimitResponse.Queuing?.HandSize),
        Number(value.Spec.Limited?.LimitResponse.Queuing?.QueueLengthLimit),
        CellText.Age(value.Metadata, now),
    ];
}
