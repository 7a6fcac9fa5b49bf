import {
  AimOutlined,
  BarChartOutlined,
  BellOutlined,
  BookOutlined,
  BugOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  CompassOutlined,
  CustomerServiceOutlined,
  ClockCircleOutlined,
  CommentOutlined,
  ContactsOutlined,
  DatabaseOutlined,
  DotChartOutlined,
  DownloadOutlined,
  ExperimentOutlined,
  FallOutlined,
  FormOutlined,
  FileProtectOutlined,
  FunnelPlotOutlined,
  GiftOutlined,
  HomeOutlined,
  InboxOutlined,
  LineChartOutlined,
  LinkOutlined,
  MedicineBoxOutlined,
  MergeCellsOutlined,
  PlaySquareOutlined,
  SettingOutlined,
  ShopOutlined,
  TeamOutlined,
  UsergroupAddOutlined,
} from '@ant-design/icons'
import type { ComponentType } from 'react'
import type { Permission } from '#core/platform/access.ts'

type Icon = ComponentType<{ readonly 'aria-hidden'?: 'true' }>

export type Entrance = {
  readonly to: string
  readonly text:
    | 'home'
    | 'map'
    | 'warnings'
    | 'churn'
    | 'forecast'
    | 'customers'
    | 'pools'
    | 'parties'
    | 'contacts'
    | 'relationships'
    | 'alliances'
    | 'playbooks'
    | 'plays'
    | 'care'
    | 'plan'
    | 'decline'
    | 'effects'
    | 'kpi'
    | 'opportunities'
    | 'agreements'
    | 'concerns'
    | 'surveys'
    | 'jointProblems'
    | 'calendar'
    | 'tasks'
    | 'activities'
    | 'due'
    | 'data'
    | 'exports'
    | 'duplicates'
    | 'settings'
  readonly icon: Icon
  readonly needs?: Permission
}

/** Pages that belong together. A room without a name of its own has that of its first page, which is where its name leads. */
export type Room = {
  readonly pages: readonly Entrance[]
  readonly named?: { readonly text: 'strategy' | 'sales'; readonly icon: Icon }
}

/** The rooms in the order of the story. A page is shown once it exists, to whoever may read it; a room with a page to show. */
export const rooms: readonly Room[] = [
  { pages: [{ to: '/', text: 'home', icon: HomeOutlined }] },
  {
    pages: [
      { to: '/calendar', text: 'calendar', icon: CalendarOutlined, needs: 'customers.read' },
      { to: '/tasks', text: 'tasks', icon: CheckSquareOutlined, needs: 'customers.read' },
      { to: '/activities', text: 'activities', icon: CommentOutlined, needs: 'customers.read' },
      { to: '/due', text: 'due', icon: ClockCircleOutlined, needs: 'customers.read' },
    ],
  },
  {
    pages: [
      { to: '/map', text: 'map', icon: DotChartOutlined, needs: 'values.read' },
      { to: '/warnings', text: 'warnings', icon: BellOutlined, needs: 'values.read' },
      { to: '/churn', text: 'churn', icon: FallOutlined, needs: 'values.read' },
      { to: '/forecast', text: 'forecast', icon: LineChartOutlined, needs: 'values.read' },
    ],
  },
  {
    pages: [
      { to: '/customers', text: 'customers', icon: TeamOutlined, needs: 'customers.read' },
      { to: '/contacts', text: 'contacts', icon: ContactsOutlined, needs: 'customers.read' },
      { to: '/pools', text: 'pools', icon: InboxOutlined, needs: 'customers.read' },
      { to: '/parties', text: 'parties', icon: ShopOutlined, needs: 'customers.read' },
    ],
  },
  {
    pages: [
      { to: '/relationships', text: 'relationships', icon: LinkOutlined, needs: 'values.read' },
      { to: '/surveys', text: 'surveys', icon: FormOutlined, needs: 'customers.read' },
      { to: '/alliances', text: 'alliances', icon: UsergroupAddOutlined, needs: 'customers.read' },
      { to: '/joint-problems', text: 'jointProblems', icon: BugOutlined, needs: 'customers.read' },
    ],
  },
  {
    named: { text: 'strategy', icon: CompassOutlined },
    pages: [
      { to: '/plan', text: 'plan', icon: AimOutlined, needs: 'values.read' },
      { to: '/decline', text: 'decline', icon: MedicineBoxOutlined, needs: 'values.read' },
      { to: '/playbooks', text: 'playbooks', icon: BookOutlined, needs: 'customers.read' },
      { to: '/plays', text: 'plays', icon: PlaySquareOutlined, needs: 'customers.read' },
      { to: '/care', text: 'care', icon: GiftOutlined, needs: 'customers.read' },
      { to: '/effects', text: 'effects', icon: ExperimentOutlined, needs: 'values.read' },
      { to: '/kpi', text: 'kpi', icon: BarChartOutlined, needs: 'values.read' },
    ],
  },
  {
    named: { text: 'sales', icon: FunnelPlotOutlined },
    pages: [
      { to: '/opportunities', text: 'opportunities', icon: FunnelPlotOutlined, needs: 'customers.read' },
      { to: '/agreements', text: 'agreements', icon: FileProtectOutlined, needs: 'customers.read' },
    ],
  },
  { pages: [{ to: '/concerns', text: 'concerns', icon: CustomerServiceOutlined, needs: 'customers.read' }] },
  {
    pages: [
      { to: '/data', text: 'data', icon: DatabaseOutlined, needs: 'imports.manage' },
      { to: '/data/duplicates', text: 'duplicates', icon: MergeCellsOutlined, needs: 'customers.merge' },
      { to: '/exports', text: 'exports', icon: DownloadOutlined, needs: 'exports.create' },
    ],
  },
  { pages: [{ to: '/settings', text: 'settings', icon: SettingOutlined, needs: 'settings.read' }] },
]
