using KubeSharp.Api;
using KubeSharp.Api.Flowcontrol.V1;

namespace KubeSharp.ApiServer.Bootstrap.FlowControl;

/// <summary>The default flow schemas: which requests go to which priority level.</summary>
internal static class FlowSchemas
{
    private const string ByUser = "ByUser";
    private const string ByNamespace = "ByNamespace";
    private const string KubeSystem = "kube-system";

    private static readonly ApiList<string> Any = ["*"];

    private static readonly ResourcePolicyRule AnyResource = Resources(Any, Any, Any, clusterScope: true, Any);

    private static readonly NonResourcePolicyRule AnyUrl = new() { Verbs = Any, NonResourceURLs = Any };

    private static readonly ResourcePolicyRule Leases =
        Resources(["get", "create", "update"], ["coordination.k8s.io"], ["leases"], clusterScope: false, Any);

    public static IReadOnlyList<FlowSchema> All { get; } =
    [
        Schema("exempt", "exempt", 1, "", Rule([Group("system:masters")], [AnyResource], [AnyUrl])),
        Schema(
            "probes", "exempt", 2, "",
            Rule(
                [Group("system:unauthenticated"), Group("system:authenticated")], default,
                [new NonResourcePolicyRule { Verbs = ["get"], NonResourceURLs = ["/healthz", "/readyz", "/livez"] }])),
        Schema(
            "system-leader-election", "leader-election", 100, ByUser,
            Rule([User("system:kube-controller-manager"), User("system:kube-scheduler"), Account(KubeSystem, "*")], [Leases], default)),
        Schema(
            "endpoint-controller", "workload-high", 150, ByUser,
            Rule(
                [User("system:kube-controller-manager"), Account(KubeSystem, "endpoint-controller"), Account(KubeSystem, "endpointslicemirroring-controller")],
                [Resources(["get", "create", "update"], [""], ["endpoints"], clusterScope: false, Any)], default)),
        Schema(
            "workload-leader-election", "leader-election", 200, ByUser,
            Rule([Account(KubeSystem, "*")], [Leases], default)),
        Schema(
            "system-node-high", "node-high", 400, ByUser,
            Rule(
                [Group("system:nodes")],
                [
                    Resources(Any, [""], ["nodes", "nodes/status"], clusterScope: true, Any),
                    Resources(Any, ["coordination.k8s.io"], ["leases"], clusterScope: false, Any),
                ],
                default)),
        Schema("system-nodes", "system", 500, ByUser, Rule([Group("system:nodes")], [AnyResource], [AnyUrl])),
        Schema("kube-controller-manager", "workload-high", 800, ByNamespace, Rule([User("system:kube-controller-manager")], [AnyResource], [AnyUrl])),
        Schema("kube-scheduler", "workload-high", 800, ByNamespace, Rule([User("system:kube-scheduler")], [AnyResource], [AnyUrl])),
        Schema("kube-system-service-accounts", "workload-high", 900, ByNamespace, Rule([Account(KubeSystem, "*")], [AnyResource], [AnyUrl])),
        Schema("service-accounts", "workload-low", 9000, ByUser, Rule([Group("system:serviceaccounts")], [AnyResource], [AnyUrl])),
        Schema(
            "global-default", "global-default", 9900, ByUser,
            Rule([Group("system:unauthenticated"), Group("system:authenticated")], [AnyResource], [AnyUrl])),
        Schema(
            "catch-all", "catch-all", 10000, ByUser,
            Rule([Group("system:unauthenticated"), Group("system:authenticated")], [AnyResource], [AnyUrl])),
    ];

    private static FlowSchema Schema(string name, string level, int precedence, string distinguisher, PolicyRulesWithSubjects rule) => new()
    {
        Metadata = FlowControlMetadata.Of(name),
        Spec = new FlowSchemaSpec
        {
            PriorityLevelConfiguration = new PriorityLevelConfigurationReference { Name = level },
            MatchingPrecedence = precedence,
            DistinguisherMethod = distinguisher.Length == 0 ? null : new FlowDistinguisherMethod { Type = distinguisher },
            Rules = [rule],
        },
    };

    private static PolicyRulesWithSubjects Rule(
        ApiList<Subject> subjects, ApiList<ResourcePolicyRule> resources, ApiList<NonResourcePolicyRule> urls) =>
        new() { Subjects = subjects, ResourceRules = resources, NonResourceRules = urls };

    private static ResourcePolicyRule Resources(
        ApiList<string> verbs, ApiList<string> groups, ApiList<string> resources, bool clusterScope, ApiList<string> namespaces) => new()
        {
            Verbs = verbs,
            APIGroups = groups,
            Resources = resources,
            ClusterScope = clusterScope,
            Namespaces = namespaces,
        };

    private static Subject User(string name) => new() { Kind = "User", User = new UserSubject { Name = name } };

    private static Subject Group(string name) => new() { Kind = "Group", Group = new GroupSubject { Name = name } };

    private static Subject Account(string ns, string name) =>
        new() { Kind = "ServiceAccount", ServiceAccount = new ServiceAccountSubject { Namespace = ns, Name = name } };
}
