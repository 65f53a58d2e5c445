using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Controllers.Policies;

namespace KubeSharp.Controllers.Tests.Policies;

public sealed class ValidatingAdmissionPolicyStatusControllerTests
{
    [Theory]
    [InlineData("object.spec.replica <= 5", "apps/v1, Kind=Deployment: ERROR: <input>:1:12: undefined field 'replica'\n | object.spec.replica <= 5\n | ...........^\n")]
    [InlineData("object.spec.replicas == 'a'", "apps/v1, Kind=Deployment: ERROR: <input>:1:22: found no matching overload for '_==_' applied to '(int, string)'\n | object.spec.replicas == 'a'\n | .....................^\n")]
    [InlineData("object.metadata.name.size() > 1 && object.kind == 'Deployment' && object.apiVersion == 'apps/v1'", null)]
    [InlineData("oldObject == null || object.spec.replicas >= oldObject.spec.replicas", null)]
    [InlineData("object.spec.template.spec.containers.all(c, c.image.startsWith('x') && (!has(c.securityContext) || c.securityContext.privileged == false))", null)]
    [InlineData("object.spec.template.spec.containers.all(c, quantity(c.resources.limits['cpu']).isGreaterThan(quantity('1')))", null)]
    [InlineData("object.spec.strategy.rollingUpdate.maxSurge == 1 && object.metadata.creationTimestamp < timestamp('2026-01-01T00:00:00Z')", null)]
    [InlineData("object.spec.template.metadata.labels['a'] == 'b' && namespaceObject.metadata.name == 'x' && request.userInfo.username != ''", null)]
    public async Task BuiltInKindsAreChecked(string expression, string? warning)
    {
        var policy = await CheckedAsync(Policy(expression, Rule("apps", "v1", "deployments")));
        Assert.Equal(1, policy.Status.ObservedGeneration);
        Assert.Equal(warning, policy.Status.TypeChecking!.ExpressionWarnings.SingleOrDefault()?.Warning);
    }

    [Fact]
    public async Task EveryKindAndExpressionIsNamed()
    {
        var policy = Policy("object.spec.replicas > 1", Rule("apps", "v1", "deployments", "daemonsets", "statefulsets/scale", "none"), Rule("", "v1", "pods"), Rule("*", "*", "*"));
        policy = policy with
        {
            Spec = policy.Spec with
            {
                Variables = [new Variable { Name = "wrong", Expression = "object.nothing" }, new Variable { Name = "name", Expression = "object.metadata.name" }],
                Validations = [.. policy.Spec.Validations, new Validation { Expression = "variables.name == variables.wrong", MessageExpression = "variables.name + 1" }],
            },
        };
        var warnings = (await CheckedAsync(policy)).Status.TypeChecking!.ExpressionWarnings;
        Assert.Equal(["spec.validations[0].expression", "spec.validations[1].messageExpression"], warnings.Select(warning => warning.FieldRef));
        Assert.Equal(
            ["/v1, Kind=Pod: ERROR: <input>:1:12: undefined field 'replicas'", "apps/v1, Kind=DaemonSet: ERROR: <input>:1:12: undefined field 'replicas'"],
            warnings[0].Warning.Split('\n').Where(line => line.Contains("Kind=", StringComparison.Ordinal)));
        Assert.Equal(3, warnings[1].Warning.Split("'_+_' applied to '(string, int)'").Length - 1);
    }

    [Theory]
    [InlineData("object.spec.size > 1 && object.metadata.labels['a'] == 'b' && params.data['x'] == 'y'", null)]
    [InlineData("object.spec.color == 'red'", "example.test/v1, Kind=Box: ERROR: <input>:1:12: undefined field 'color'\n | object.spec.color == 'red'\n | ...........^\n")]
    [InlineData("params.date == 'y'", "example.test/v1, Kind=Box: ERROR: <input>:1:7: undefined field 'date'\n | params.date == 'y'\n | ......^\n")]
    public async Task CustomKindsAreCheckedByTheirSchemas(string expression, string? warning)
    {
        var policy = Policy(expression, Rule("example.test", "v1", "boxes"));
        policy = policy with { Spec = policy.Spec with { ParamKind = new ParamKind { APIVersion = "v1", Kind = "ConfigMap" } } };
        Assert.Equal(warning, (await CheckedAsync(policy)).Status.TypeChecking!.ExpressionWarnings.SingleOrDefault()?.Warning);
    }

    [Fact]
    public async Task GenerationThatHasBeenCheckedIsLeftAlone()
    {
        var policy = Policy("object.nothing", Rule("apps", "v1", "deployments")) with { Status = new ValidatingAdmissionPolicyStatus { ObservedGeneration = 1 } };
        Assert.Null((await CheckedAsync(policy)).Status.TypeChecking);
    }

    private static async Task<ValidatingAdmissionPolicy> CheckedAsync(ValidatingAdmissionPolicy policy)
    {
        await using var harness = new ControllerHarness();
        harness.Server.Seed(new CustomResourceDefinition
        {
            Metadata = new ObjectMeta { Name = "boxes.example.test" },
            Spec = new CustomResourceDefinitionSpec
            {
                Group = "example.test",
                Names = new CustomResourceDefinitionNames { Plural = "boxes", Kind = "Box" },
                Versions =
                [
                    new CustomResourceDefinitionVersion
                    {
                        Name = "v1",
                        Served = true,
                        Schema = new CustomResourceValidation
                        {
                            OpenAPIV3Schema = new JSONSchemaProps
                            {
                                Type = "object",
                                Properties = ApiMap<JSONSchemaProps>.From(
                                [
                                    new("spec", new JSONSchemaProps
                                    {
                                        Type = "object",
                                        Properties = ApiMap<JSONSchemaProps>.From([new("size", new JSONSchemaProps { Type = "integer" })]),
                                    }),
                                ]),
                            },
                        },
                    },
                ],
            },
        });
        harness.Server.Seed(policy);
        harness.Add<ValidatingAdmissionPolicyStatusController, string>(new ValidatingAdmissionPolicyStatusController(harness.Context));
        await harness.SettleAsync();
        return harness.Server.Find<ValidatingAdmissionPolicy>("", "policy")!;
    }

    private static ValidatingAdmissionPolicy Policy(string expression, params NamedRuleWithOperations[] rules) => new()
    {
        Metadata = new ObjectMeta { Name = "policy", Generation = 1 },
        Spec = new ValidatingAdmissionPolicySpec
        {
            MatchConstraints = new MatchResources { ResourceRules = [.. rules] },
            Validations = [new Validation { Expression = expression }],
        },
    };

    private static NamedRuleWithOperations Rule(string group, string version, params string[] resources) =>
        new() { Operations = ["*"], APIGroups = [group], APIVersions = [version], Resources = [.. resources] };
}
