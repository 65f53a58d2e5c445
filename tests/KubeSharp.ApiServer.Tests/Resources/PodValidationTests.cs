using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Core;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class PodValidationTests
{
    private static readonly PodStrategy Strategy = new();

    [Fact]
    public void AGoodPodHasNoErrors() => Assert.Empty(Errors(
        """
        'restartPolicy':'OnFailure','nodeSelector':{'disk':'ssd'},'tolerations':[{'operator':'Exists'}],
        'volumes':[{'name':'data','emptyDir':{}},{'name':'cfg','configMap':{'name':'c','items':[{'key':'k','path':'a/b'}]}}],
        'initContainers':[{'name':'i','image':'x:1'},{'name':'side','image':'x:1','restartPolicy':'Always','readinessProbe':{'exec':{'command':['true']}}}],
        'containers':[{'name':'c','image':'x:1','ports':[{'name':'http','containerPort':80}],
        'env':[{'name':'A','value':'1'},{'name':'B','valueFrom':{'secretKeyRef':{'name':'s','key':'k'}}}],
        'resources':{'limits':{'cpu':'1','example.com/gpu':'2'},'requests':{'cpu':'1','example.com/gpu':'2'}},
        'volumeMounts':[{'name':'data','mountPath':'/data'}],'lifecycle':{'preStop':{'sleep':{'seconds':5}}}}]
        """));

    [Theory]
    [InlineData("'containers':[]", "spec.containers: Required value")]
    [InlineData("'containers':[{'name':'','image':'x'}]", "spec.containers[0].name: Required value")]
    [InlineData("'containers':[{'name':'c'}]", "spec.containers[0].image: Required value")]
    [InlineData("'containers':[{'name':'c','image':' x'}]", "spec.containers[0].image: Invalid value: \" x\": must not have leading or trailing whitespace")]
    [InlineData("'containers':[{'name':'c','image':'x'},{'name':'c','image':'x'}]", "spec.containers[1].name: Duplicate value: \"c\"")]
    [InlineData(
        "'containers':[{'name':'A','image':'x'}]",
        "spec.containers[0].name: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("'restartPolicy':'Sometimes'", "spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"OnFailure\", \"Never\"")]
    [InlineData("'dnsPolicy':'None'", "spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None")]
    [InlineData("'activeDeadlineSeconds':0", "spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive")]
    [InlineData("'hostAliases':[{'ip':'1.2.3'}]", "spec.hostAliases[0].ip: Invalid value: \"1.2.3\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("'nodeName':'n','schedulingGates':[{'name':'a'}]", "spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared")]
    [InlineData("'volumes':[{'name':'v','emptyDir':{},'hostPath':{'path':'/'}}]", "spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type")]
    [InlineData("'volumes':[{'name':'v','hostPath':{'path':'/a/../b'}}]", "spec.volumes[0].hostPath.path: Invalid value: \"/a/../b\": must not contain '..'")]
    [InlineData("'volumes':[{'name':'v','secret':{}}]", "spec.volumes[0].secret.secretName: Required value")]
    [InlineData("'tolerations':[{'key':'a','operator':'Exists','value':'b'}]", "spec.tolerations[0].operator: Invalid value: \"b\": value must be empty when `operator` is 'Exists'")]
    [InlineData("'tolerations':[{'operator':'Equal'}]", "spec.tolerations[0].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \"match all values and all keys\"")]
    [InlineData("'topologySpreadConstraints':[{'maxSkew':0,'topologyKey':'z','whenUnsatisfiable':'DoNotSchedule'}]", "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero")]
    [InlineData("'securityContext':{'runAsUser':-1}", "spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 4294967295, inclusive")]
    [InlineData("'hostUsers':false,'hostPID':true", "spec.hostPID: Forbidden: when `hostUsers` is false")]
    [InlineData("'os':{'name':'windows'},'hostIPC':true", "spec.hostIPC: Forbidden: cannot be set for a windows pod")]
    [InlineData("'ephemeralContainers':[{'name':'e','image':'x:1'}]", "spec.ephemeralContainers: Forbidden: cannot be set on create")]
    [InlineData("'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':{}}}", "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term")]
    public void ABadSpecIsRefused(string spec, string error) => Assert.Equal([error], Errors(spec));

    [Theory]
    [InlineData("'ports':[{'containerPort':0}]", ".ports[0].containerPort: Required value")]
    [InlineData("'ports':[{'containerPort':70000}]", ".ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData("'ports':[{'containerPort':1,'protocol':'X'}]", ".ports[0].protocol: Unsupported value: \"X\": supported values: \"SCTP\", \"TCP\", \"UDP\"")]
    [InlineData("'ports':[{'containerPort':1,'hostPort':8},{'containerPort':2,'hostPort':8}]", ".ports[1].hostPort: Duplicate value: \"TCP//8\"")]
    [InlineData("'env':[{'name':'A=B'}]", ".env[0].name: Invalid value: \"A=B\": a valid environment variable name must consist only of printable ASCII characters other than '='")]
    [InlineData("'env':[{'name':'A','value':'x','valueFrom':{'fieldRef':{'fieldPath':'metadata.name'}}}]", ".env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty")]
    [InlineData("'env':[{'name':'A','valueFrom':{'fieldRef':{'fieldPath':'status.phase'}}}]", ".env[0].valueFrom.fieldRef.fieldPath: Unsupported value: \"status.phase\": supported values: \"metadata.name\", \"metadata.namespace\", \"metadata.uid\", \"spec.nodeName\", \"spec.serviceAccountName\", \"status.hostIP\", \"status.hostIPs\", \"status.podIP\", \"status.podIPs\"")]
    [InlineData("'volumeMounts':[{'name':'v','mountPath':'/m'}]", ".volumeMounts[0].name: Not found: \"v\"")]
    [InlineData("'imagePullPolicy':'Now'", ".imagePullPolicy: Unsupported value: \"Now\": supported values: \"Always\", \"IfNotPresent\", \"Never\"")]
    [InlineData("'resources':{'requests':{'cpu':'2'},'limits':{'cpu':'1'}}", ".resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1")]
    [InlineData("'resources':{'requests':{'cpus':'2'}}", ".resources.requests[cpus]: Invalid value: \"cpus\": must be a standard resource type or fully qualified|.resources.requests[cpus]: Invalid value: \"cpus\": must be a standard resource for containers")]
    [InlineData("'resources':{'limits':{'memory':'-1'}}", ".resources.limits[memory]: Invalid value: \"-1\": must be greater than or equal to 0|.resources.requests[memory]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("'livenessProbe':{'timeoutSeconds':1}", ".livenessProbe: Required value: must specify a handler type")]
    [InlineData("'livenessProbe':{'exec':{'command':['a']},'successThreshold':2}", ".livenessProbe.successThreshold: Invalid value: 2: must be 1")]
    [InlineData("'readinessProbe':{'exec':{'command':['a']},'tcpSocket':{'port':1}}", ".readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type")]
    [InlineData("'lifecycle':{'preStop':{'sleep':{'seconds':31}}}", ".lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)")]
    [InlineData("'securityContext':{'privileged':true,'allowPrivilegeEscalation':false}", ".securityContext: Invalid value: {\"privileged\":true,\"allowPrivilegeEscalation\":false}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true")]
    public void ABadContainerIsRefused(string fields, string errors) => Assert.Equal(
        errors.Split('|').Select(static e => "spec.containers[0]" + e),
        Errors("'containers':[{'name':'c','image':'x:1'," + fields + "}]"));

    [Theory]
    [InlineData("'name':'A_b'", "metadata.name: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("'name':'p','labels':{'a b':'c'}", "metadata.labels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData("'name':'p','finalizers':['mine']", "metadata.finalizers[0]: Invalid value: \"mine\": name is neither a standard finalizer name nor is it fully qualified")]
    [InlineData("'name':'p','ownerReferences':[{'apiVersion':'v1','kind':'Node','name':'n'}]", "metadata.ownerReferences.uid: Invalid value: \"\": must not be empty")]
    [InlineData("'name':'p','annotations':{'kubernetes.io/config.mirror':'x'}", "metadata.annotations[kubernetes.io/config.mirror]: Invalid value: \"x\": must set spec.nodeName if mirror pod annotation is set")]
    public void BadMetadataIsRefused(string meta, string error) => Assert.Equal(
        [error],
        StrategyRunner.CreateErrors<Pod>(Strategy, "{'metadata':{'namespace':'d'," + meta + "},'spec':{'containers':[{'name':'c','image':'x:1'}]}}"));

    [Fact]
    public void InitContainersWithoutRestartPolicyHaveNoProbes() => Assert.Equal(
        ["spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always"],
        Errors("'initContainers':[{'name':'i','image':'x:1','livenessProbe':{'exec':{'command':['a']}}}]"));

    [Fact]
    public void DoubtfulThingsAreWarnedOf()
    {
        var pod = StrategyRunner.Default<Pod>(
            Strategy,
            "{'metadata':{'name':'p'},'spec':{'nodeSelector':{'beta.kubernetes.io/os':'linux'},'containers':[{'name':'c','image':'x','env':[{'name':'A','value':'1'},{'name':'A','value':'2'}],'ports':[{'containerPort':80},{'containerPort':80}]}]}}");

        Assert.Equal(
            [
                "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead",
                "spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply",
                "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]",
            ],
            StrategyRunner.Warnings(Strategy, pod));
    }

    private static string[] Errors(string spec)
    {
        var containers = spec.Contains("'containers'", StringComparison.Ordinal) ? "" : ",'containers':[{'name':'c','image':'x:1'}]";
        return StrategyRunner.CreateErrors<Pod>(Strategy, "{'metadata':{'name':'p','namespace':'d'},'spec':{" + spec + containers + "}}");
    }
}
