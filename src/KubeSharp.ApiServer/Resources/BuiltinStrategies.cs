using KubeSharp.ApiServer.CustomResources.Definitions;
using KubeSharp.ApiServer.Resources.Admissionregistration;
using KubeSharp.ApiServer.Resources.Apiregistration;
using KubeSharp.ApiServer.Resources.Apiserverinternal;
using KubeSharp.ApiServer.Resources.Apps;
using KubeSharp.ApiServer.Resources.Autoscaling;
using KubeSharp.ApiServer.Resources.Batch;
using KubeSharp.ApiServer.Resources.Certificates;
using KubeSharp.ApiServer.Resources.Coordination;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Discovery;
using KubeSharp.ApiServer.Resources.DynamicResources;
using KubeSharp.ApiServer.Resources.Events;
using KubeSharp.ApiServer.Resources.Flowcontrol;
using KubeSharp.ApiServer.Resources.Networking;
using KubeSharp.ApiServer.Resources.Policy;
using KubeSharp.ApiServer.Resources.Rbac;
using KubeSharp.ApiServer.Resources.RuntimeClasses;
using KubeSharp.ApiServer.Resources.Scheduling;
using KubeSharp.ApiServer.Resources.Storage;
using KubeSharp.ApiServer.Resources.Storagemigration;

namespace KubeSharp.ApiServer.Resources;

/// <summary>The strategies of all built-in resources.</summary>
internal static class BuiltinStrategies
{
    public static void AddTo(ResourceStrategies strategies)
    {
        AddCore(strategies);
        AddWorkloads(strategies);
        AddAccess(strategies);
        AddNetworking(strategies);
        AddStorage(strategies);
        AddServer(strategies);
    }

    private static void AddCore(ResourceStrategies strategies)
    {
        strategies.Add("", "componentstatuses", new ComponentStatusStrategy());
        strategies.Add("", "configmaps", new ConfigMapStrategy());
        strategies.Add("", "endpoints", new EndpointsStrategy());
        strategies.Add("", "events", new EventStrategy());
        strategies.Add("events.k8s.io", "events", new EventStrategy());
        strategies.Add("", "limitranges", new LimitRangeStrategy());
        strategies.Add("", "namespaces", new NamespaceStrategy());
        strategies.Add("", "nodes", new NodeStrategy());
        strategies.Add("", "persistentvolumeclaims", new PersistentVolumeClaimStrategy());
        strategies.Add("", "persistentvolumes", new PersistentVolumeStrategy());
        strategies.Add("", "pods", new PodStrategy());
        strategies.Add("", "podtemplates", new PodTemplateStrategy());
        strategies.Add("", "replicationcontrollers", new ReplicationControllerStrategy());
        strategies.Add("", "resourcequotas", new ResourceQuotaStrategy());
        strategies.Add("", "secrets", new SecretStrategy());
        strategies.Add("", "serviceaccounts", new ServiceAccountStrategy());
        strategies.Add("", "services", new ServiceStrategy());
    }

    private static void AddWorkloads(ResourceStrategies strategies)
    {
        strategies.Add("apps", "controllerrevisions", new ControllerRevisionStrategy());
        strategies.Add("apps", "daemonsets", new DaemonSetStrategy());
        strategies.Add("apps", "deployments", new DeploymentResource());
        strategies.Add("apps", "replicasets", new ReplicaSetStrategy());
        strategies.Add("apps", "statefulsets", new StatefulSetStrategy());
        strategies.Add("autoscaling", "horizontalpodautoscalers", new HorizontalPodAutoscalerStrategy());
        strategies.Add("batch", "cronjobs", new CronJobStrategy());
        strategies.Add("batch", "jobs", new JobStrategy());
        strategies.Add("coordination.k8s.io", "leases", new LeaseStrategy());
        strategies.Add("coordination.k8s.io", "leasecandidates", new LeaseCandidateStrategy());
        strategies.Add("node.k8s.io", "runtimeclasses", new RuntimeClassStrategy());
        strategies.Add("policy", "poddisruptionbudgets", new PodDisruptionBudgetStrategy());
        strategies.Add("scheduling.k8s.io", "priorityclasses", new PriorityClassStrategy());
    }

    private static void AddAccess(ResourceStrategies strategies)
    {
        strategies.Add("certificates.k8s.io", "certificatesigningrequests", new CertificateSigningRequestStrategy());
        strategies.Add("certificates.k8s.io", "clustertrustbundles", new ClusterTrustBundleStrategy());
        strategies.Add("certificates.k8s.io", "podcertificaterequests", new PodCertificateRequestStrategy());
        strategies.Add(RbacChecks.Group, "clusterrolebindings", new ClusterRoleBindingStrategy());
        strategies.Add(RbacChecks.Group, "clusterroles", new ClusterRoleStrategy());
        strategies.Add(RbacChecks.Group, "rolebindings", new RoleBindingStrategy());
        strategies.Add(RbacChecks.Group, "roles", new RoleStrategy());
    }

    private static void AddNetworking(ResourceStrategies strategies)
    {
        strategies.Add("discovery.k8s.io", "endpointslices", new EndpointSliceStrategy());
        strategies.Add("networking.k8s.io", "ingressclasses", new IngressClassStrategy());
        strategies.Add("networking.k8s.io", "ingresses", new IngressStrategy());
        strategies.Add("networking.k8s.io", "ipaddresses", new IPAddressStrategy());
        strategies.Add("networking.k8s.io", "networkpolicies", new NetworkPolicyStrategy());
        strategies.Add("networking.k8s.io", "servicecidrs", new ServiceCIDRStrategy());
    }

    private static void AddStorage(ResourceStrategies strategies)
    {
        strategies.Add("resource.k8s.io", "deviceclasses", new DeviceClassStrategy());
        strategies.Add("resource.k8s.io", "devicetaintrules", new DeviceTaintRuleStrategy());
        strategies.Add("resource.k8s.io", "resourcepoolstatusrequests", new ResourcePoolStatusRequestStrategy());
        strategies.Add("resource.k8s.io", "resourceclaims", new ResourceClaimStrategy());
        strategies.Add("resource.k8s.io", "resourceclaimtemplates", new ResourceClaimTemplateStrategy());
        strategies.Add("resource.k8s.io", "resourceslices", new ResourceSliceStrategy());
        strategies.Add("storage.k8s.io", "csidrivers", new CSIDriverStrategy());
        strategies.Add("storage.k8s.io", "csinodes", new CSINodeStrategy());
        strategies.Add("storage.k8s.io", "csistoragecapacities", new CSIStorageCapacityStrategy());
        strategies.Add("storage.k8s.io", "storageclasses", new StorageClassStrategy());
        strategies.Add("storage.k8s.io", "volumeattachments", new VolumeAttachmentStrategy());
        strategies.Add("storage.k8s.io", "volumeattributesclasses", new VolumeAttributesClassStrategy());
    }

    private static void AddServer(ResourceStrategies strategies)
    {
        strategies.Add("apiextensions.k8s.io", "customresourcedefinitions", new CustomResourceDefinitionStrategy());
        const string Admission = "admissionregistration.k8s.io";
        const string FlowControl = "flowcontrol.apiserver.k8s.io";
        strategies.Add(Admission, "mutatingadmissionpolicies", new MutatingAdmissionPolicyStrategy());
        strategies.Add(Admission, "mutatingadmissionpolicybindings", new MutatingAdmissionPolicyBindingStrategy());
        strategies.Add(Admission, "mutatingwebhookconfigurations", new MutatingWebhookConfigurationStrategy());
        strategies.Add(Admission, "validatingadmissionpolicies", new ValidatingAdmissionPolicyStrategy());
        strategies.Add(Admission, "validatingadmissionpolicybindings", new ValidatingAdmissionPolicyBindingStrategy());
        strategies.Add(Admission, "validatingwebhookconfigurations", new ValidatingWebhookConfigurationStrategy());
        strategies.Add("internal.apiserver.k8s.io", "storageversions", new StorageVersionStrategy());
        strategies.Add("storagemigration.k8s.io", "storageversionmigrations", new StorageVersionMigrationStrategy());
        strategies.Add("apiregistration.k8s.io", "apiservices", new APIServiceStrategy());
        strategies.Add(FlowControl, "flowschemas", new FlowSchemaStrategy());
        strategies.Add(FlowControl, "prioritylevelconfigurations", new PriorityLevelConfigurationStrategy());
    }
}
