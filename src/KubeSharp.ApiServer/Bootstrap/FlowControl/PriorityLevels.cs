using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Bootstrap.FlowControl;

/// <summary>The default priority levels of priority and fairness (KEP-1040).</summary>
internal static class PriorityLevels
{
    public static IReadOnlyList<PriorityLevelConfiguration> All { get; } =
    [
        new()
        {
            Metadata = FlowControlMetadata.Of("exempt"),
            Spec = new PriorityLevelConfigurationSpec
            {
                Type = "Exempt",
                Exempt = new ExemptPriorityLevelConfiguration { NominalConcurrencyShares = 0, LendablePercent = 0 },
            },
        },
        Limited("catch-all", 5, 0, null),
        Limited("system", 30, 33, new QueuingConfiguration { Queues = 64, HandSize = 6, QueueLengthLimit = 50 }),
        Limited("node-high", 40, 25, new QueuingConfiguration { Queues = 64, HandSize = 6, QueueLengthLimit = 50 }),
        Limited("leader-election", 10, 0, new QueuingConfiguration { Queues = 16, HandSize = 4, QueueLengthLimit = 50 }),
        Limited("workload-high", 40, 50, new QueuingConfiguration { Queues = 128, HandSize = 6, QueueLengthLimit = 50 }),
        Limited("workload-low", 100, 90, new QueuingConfiguration { Queues = 128, HandSize = 6, QueueLengthLimit = 50 }),
        Limited("global-default", 20, 50, new QueuingConfiguration { Queues = 128, HandSize = 6, QueueLengthLimit = 50 }),
    ];

    private static PriorityLevelConfiguration Limited(string name, int shares, int lendable, QueuingConfiguration? queuing) => new()
    {
        Metadata = FlowControlMetadata.Of(name),
        Spec = new PriorityLevelConfigurationSpec
        {
            Type = "Limited",
            Limited = new LimitedPriorityLevelConfiguration
            {
                NominalConcurrencyShares = shares,
                LendablePercent = lendable,
                LimitResponse = new LimitResponse { Type = queuing is null ? "Reject" : "Queue", Queuing = queuing },
            },
        },
    };
}
