using System.Text.Json.Nodes;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Tests.Operations;

/// <summary>For each resource the least that can be created.</summary>
internal static class MinimalObjects
{
    private const string PodSpec = """{"containers":[{"name":"c","image":"i"}]}""";

    private const string Template = """{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}""";

    private const string JobTemplate = """{"spec":{"containers":[{"name":"c","image":"i"}],"restartPolicy":"Never"}}""";

    private const string Selector = """{"matchLabels":{"a":"b"}}""";

    private const string Webhook =
        """
        {"name":"w.example.org","clientConfig":{"url":"https://example.org/"},"sideEffects":"None","admissionReviewVersions":["v1"],"rules":
        [{"apiGroups":["example.org"],"apiVersions":["v1"],"operations":["CREATE"],"resources":["nothings"]}]}
        """;

    private const string Constraints =
        """{"resourceRules":[{"apiGroups":["example.org"],"apiVersions":["v1"],"operations":["CREATE"],"resources":["nothings"]}]}""";

    private const string Role = """{"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}""";

    private const string FlatClaim = """{"devices":{"requests":[{"name":"r","deviceClassName":"c.example.org"}]}}""";

    private const string Claim = """{"devices":{"requests":[{"name":"r","exactly":{"deviceClassName":"c.example.org"}}]}}""";

    /// <summary>What comes besides metadata. Names of cluster-wide meaning are made in <see cref="Make"/>.</summary>
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["bindings"] = """{"target":{"kind":"Node","name":"n"}}""",
        ["configmaps"] = "{}",
        ["endpoints"] = "{}",
        ["events"] = """{"involvedObject":{"namespace":"operations"}}""",
        ["limitranges"] = "{}",
        ["namespaces"] = "{}",
        ["nodes"] = "{}",
        ["persistentvolumeclaims"] = """{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""",
        ["persistentvolumes"] = """{"spec":{"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},"hostPath":{"path":"/tmp"}}}""",
        ["pods"] = $$"""{"spec":{{PodSpec}} }""",
        ["podtemplates"] = $$"""{"template":{{Template}} }""",
        ["replicationcontrollers"] = $$"""{"spec":{"selector":{"a":"b"},"template":{{Template}} } }""",
        ["resourcequotas"] = "{}",
        ["secrets"] = "{}",
        ["serviceaccounts"] = "{}",
        ["services"] = """{"spec":{"ports":[{"port":80}]}}""",
        ["apiservices.apiregistration.k8s.io"] =
            """{"spec":{"group":"example.org","version":"v1","groupPriorityMinimum":1,"versionPriority":1,"insecureSkipTLSVerify":true,"service":{"namespace":"operations","name":"none"}}}""",
        ["controllerrevisions.apps"] = """{"revision":1,"data":{}}""",
        ["daemonsets.apps"] = $$"""{"spec":{"selector":{{Selector}},"template":{{Template}} } }""",
        ["deployments.apps"] = $$"""{"spec":{"selector":{{Selector}},"template":{{Template}} } }""",
        ["replicasets.apps"] = $$"""{"spec":{"selector":{{Selector}},"template":{{Template}} } }""",
        ["statefulsets.apps"] = $$"""{"spec":{"serviceName":"s","selector":{{Selector}},"template":{{Template}} } }""",
        ["events.events.k8s.io"] =
            """{"eventTime":"2026-01-01T00:00:00.000000Z","reportingController":"example.org/c","reportingInstance":"i","action":"a","reason":"r","type":"Normal","regarding":{"namespace":"operations"}}""",
        ["selfsubjectreviews.authentication.k8s.io"] = "{}",
        ["tokenreviews.authentication.k8s.io"] = """{"spec":{"token":"t"}}""",
        ["localsubjectaccessreviews.authorization.k8s.io"] =
            """{"spec":{"user":"u","resourceAttributes":{"namespace":"operations","verb":"get","resource":"pods"}}}""",
        ["selfsubjectaccessreviews.authorization.k8s.io"] = """{"spec":{"resourceAttributes":{"verb":"get","resource":"pods"}}}""",
        ["selfsubjectrulesreviews.authorization.k8s.io"] = """{"spec":{"namespace":"operations"}}""",
        ["subjectaccessreviews.authorization.k8s.io"] = """{"spec":{"user":"u","resourceAttributes":{"verb":"get","resource":"pods"}}}""",
        ["horizontalpodautoscalers.autoscaling"] = """{"spec":{"maxReplicas":2,"scaleTargetRef":{"kind":"Deployment","name":"d","apiVersion":"apps/v1"}}}""",
        ["cronjobs.batch"] = $$"""{"spec":{"schedule":"0 0 1 1 *","jobTemplate":{"spec":{"template":{{JobTemplate}} } } } }""",
        ["jobs.batch"] = $$"""{"spec":{"template":{{JobTemplate}} } }""",
        ["ingressclasses.networking.k8s.io"] = """{"spec":{"controller":"example.org/c"}}""",
        ["ingresses.networking.k8s.io"] = """{"spec":{"defaultBackend":{"service":{"name":"s","port":{"number":80}}}}}""",
        ["ipaddresses.networking.k8s.io"] = """{"spec":{"parentRef":{"resource":"services","namespace":"operations","name":"none"}}}""",
        ["servicecidrs.networking.k8s.io"] = """{"spec":{"cidrs":["10.201.0.0/24"]}}""",
        ["networkpolicies.networking.k8s.io"] = """{"spec":{"podSelector":{}}}""",
        ["poddisruptionbudgets.policy"] = $$"""{"spec":{"minAvailable":1,"selector":{{Selector}} } }""",
        ["clusterrolebindings.rbac.authorization.k8s.io"] = """{"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"}}""",
        ["clusterroles.rbac.authorization.k8s.io"] = Role,
        ["rolebindings.rbac.authorization.k8s.io"] = """{"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"}}""",
        ["roles.rbac.authorization.k8s.io"] = Role,
        ["csidrivers.storage.k8s.io"] = """{"spec":{}}""",
        ["csinodes.storage.k8s.io"] = """{"spec":{"drivers":[]}}""",
        ["csistoragecapacities.storage.k8s.io"] = """{"storageClassName":"s"}""",
        ["storageclasses.storage.k8s.io"] = """{"provisioner":"example.org/p"}""",
        ["volumeattachments.storage.k8s.io"] = """{"spec":{"attacher":"example.org","nodeName":"n","source":{"persistentVolumeName":"v"}}}""",
        ["volumeattributesclasses.storage.k8s.io"] = """{"driverName":"example.org","parameters":{"a":"b"}}""",
        ["mutatingadmissionpolicies.admissionregistration.k8s.io"] =
            $$"""{"spec":{"matchConstraints":{{Constraints}},"reinvocationPolicy":"Never","mutations":[{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":"Object{}"} }]} }""",
        ["mutatingadmissionpolicybindings.admissionregistration.k8s.io"] = """{"spec":{"policyName":"p"}}""",
        ["mutatingwebhookconfigurations.admissionregistration.k8s.io"] = $$"""{"webhooks":[{{Webhook}}]}""",
        ["validatingadmissionpolicies.admissionregistration.k8s.io"] =
            $$"""{"spec":{"matchConstraints":{{Constraints}},"validations":[{"expression":"true"}]} }""",
        ["validatingadmissionpolicybindings.admissionregistration.k8s.io"] = """{"spec":{"policyName":"p","validationActions":["Deny"]}}""",
        ["validatingwebhookconfigurations.admissionregistration.k8s.io"] = $$"""{"webhooks":[{{Webhook}}]}""",
        ["priorityclasses.scheduling.k8s.io"] = """{"value":1}""",
        ["leases.coordination.k8s.io"] = "{}",
        ["runtimeclasses.node.k8s.io"] = """{"handler":"h"}""",
        ["endpointslices.discovery.k8s.io"] = """{"addressType":"IPv4","endpoints":[]}""",
        ["deviceclasses.resource.k8s.io"] = """{"spec":{}}""",
        ["resourceclaims.resource.k8s.io"] = $$"""{"spec":{{Claim}} }""",
        ["resourceclaimtemplates.resource.k8s.io"] = $$"""{"spec":{"spec":{{Claim}} } }""",
        ["resourceslices.resource.k8s.io"] = """{"spec":{"driver":"d.example.org","nodeName":"n","pool":{"name":"p","generation":1,"resourceSliceCount":1}}}""",
        ["flowschemas.flowcontrol.apiserver.k8s.io"] = """{"spec":{"matchingPrecedence":9999,"priorityLevelConfiguration":{"name":"global-default"}}}""",
        ["resourceclaims.resource.k8s.io/v1beta1"] = $$"""{"spec":{{FlatClaim}} }""",
        ["resourceclaimtemplates.resource.k8s.io/v1beta1"] = $$"""{"spec":{"spec":{{FlatClaim}} } }""",
        ["devicetaintrules.resource.k8s.io"] = """{"spec":{"taint":{"key":"k","effect":"NoSchedule"}}}""",
        ["resourcepoolstatusrequests.resource.k8s.io"] = """{"spec":{"driver":"d.example.org"}}""",
        ["podgroups.scheduling.k8s.io"] = """{"spec":{"schedulingPolicy":{"basic":{}}}}""",
        ["workloads.scheduling.k8s.io"] = """{"spec":{"podGroupTemplates":[{"name":"g","schedulingPolicy":{"basic":{}}}]}}""",
        ["leasecandidates.coordination.k8s.io"] = """{"spec":{"leaseName":"l","binaryVersion":"1.36.0","strategy":"example.org/s"}}""",
        ["storageversionmigrations.storagemigration.k8s.io"] = """{"spec":{"resource":{"resource":"secrets"}}}""",
        ["storageversions.internal.apiserver.k8s.io"] = """{"spec":{}}""",
        ["podcertificaterequests.certificates.k8s.io"] =
            """{"spec":{"signerName":"example.org/s","podName":"p","podUID":"u","serviceAccountName":"s","serviceAccountUID":"u","nodeName":"n","nodeUID":"u","stubPKCS10Request":"AA=="}}""",
        ["prioritylevelconfigurations.flowcontrol.apiserver.k8s.io"] = """{"spec":{"type":"Limited","limited":{"limitResponse":{"type":"Reject"}}}}""",
    };

    public static JsonObject Make(ApiResource resource, string name)
    {
        var value = resource.QualifiedName switch
        {
            "customresourcedefinitions.apiextensions.k8s.io" => Definition(ref name),
            "certificatesigningrequests.certificates.k8s.io" => SigningRequest(),
            "clustertrustbundles.certificates.k8s.io" => TrustBundle(),
            _ => JsonNode.Parse(Bodies.GetValueOrDefault(resource.QualifiedName + "/" + resource.Version) ?? Bodies[resource.QualifiedName])!.AsObject(),
        };
        switch (resource.Name)
        {
            case "ipaddresses":
                name = $"10.200.0.{name.Length}";
                break;
            case "storageversions":
                name = "example.org." + name;
                break;
            case "apiservices":
                value["spec"]!["version"] = name.Replace("-", "");
                name = name.Replace("-", "") + ".example.org";
                break;
        }

        value["apiVersion"] = resource.ApiVersion;
        value["kind"] = resource.Kind;
        if (resource.Verbs.Contains("get"))
        {
            value["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["operations"] = resource.Name } };
        }
        else if (resource.Name is "bindings")
        {
            value["metadata"] = new JsonObject { ["name"] = name };
        }
        else if (resource.Namespaced)
        {
            value["metadata"] = new JsonObject { ["namespace"] = "operations" };
        }

        return value;
    }

    private static JsonObject Definition(ref string name)
    {
        var plural = name.Replace("-", "") + "s";
        name = plural + ".operations.example.org";
        var names = new JsonObject { ["plural"] = plural, ["kind"] = char.ToUpperInvariant(plural[0]) + plural[1..^1] };
        return new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["group"] = "operations.example.org",
                ["scope"] = "Namespaced",
                ["names"] = names,
                ["versions"] = JsonNode.Parse("""[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]"""),
            },
        };
    }

    private static JsonObject TrustBundle()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=operations", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new System.Security.Cryptography.X509Certificates.X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        return new JsonObject { ["spec"] = new JsonObject { ["trustBundle"] = certificate.ExportCertificatePem() } };
    }

    private static JsonObject SigningRequest()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=operations", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        return new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["request"] = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(request.CreateSigningRequestPem())),
                ["signerName"] = "example.org/signer",
                ["usages"] = new JsonArray("client auth"),
            },
        };
    }
}
