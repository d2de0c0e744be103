// What `laneway export` writes for is defined in these modules: tests read their schemas. There is no Go code here.
module laneway.invalid/engines

go 1.26

require (
	github.com/argoproj/argo-workflows/v3 v3.7.4
	github.com/tektoncd/pipeline v1.6.0
)
