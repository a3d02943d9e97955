package workerpool

type WorkerPool struct{}

func (p *WorkerPool) Submit(task func()) {}

func (p *WorkerPool) SubmitWait(task func()) {}
